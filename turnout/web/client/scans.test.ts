import { expect, test } from "vitest";
import { isReason, newScanId } from "./scans";

test("a scan's id is a UUID of version 4 made of all the random bits", () => {
  expect(newScanId((bytes) => bytes.fill(0xff))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
  expect(newScanId((bytes) => bytes.fill(0))).toBe("00000000-0000-4000-8000-000000000000");
  expect(newScanId()).not.toBe(newScanId());
});

test("knows the reasons there are", () => {
  expect([isReason("already_in"), isReason("wrong_hat"), isReason(null)]).toEqual([true, false, false]);
});
