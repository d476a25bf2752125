import { expect, test } from "vitest";
import { isReason, newScanId } from "./scans";

test("a scan's id is a UUID of version 7 made of the time and all the random bits", () => {
  expect(newScanId((bytes) => bytes.fill(0xff), 0x0123456789ab)).toBe("01234567-89ab-7fff-bfff-ffffffffffff");
  expect(newScanId((bytes) => bytes.fill(0), 0)).toBe("00000000-0000-7000-8000-000000000000");
  expect(newScanId()).not.toBe(newScanId());
});

test("ids of later scans sort after those of earlier ones", () => {
  const made = [1, 2, 1_000_000, 1_777_000_000_000].map((now) => newScanId(undefined, now));
  expect([...made].sort()).toEqual(made);
});

test("knows the reasons there are", () => {
  expect([isReason("already_in"), isReason("wrong_hat"), isReason(null)]).toEqual([true, false, false]);
});
