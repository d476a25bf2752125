import { expect, test } from "vitest";
import type { Policy } from "./decision";
import { openPassages, toldBy } from "./earlier";

const DAY = "2026-05-01";

const headOf = (policy: Partial<Policy>, log_seq?: number) => ({ policy: policy as Policy, ...(log_seq === undefined ? {} : { log_seq }) });

test("what the roster shows by now is not remembered beside it; what it does not show is", async () => {
  const passages = await openPassages(null);
  await passages.remember("s1", "zoe", DAY, "in");
  await passages.remember("s2", "ada", DAY, "in");
  await passages.remember("s3", "bob", DAY, "in");
  passages.recorded("s1", 40);
  passages.recorded("s2", 41);
  passages.caughtUp(40);
  expect(["zoe", "ada", "bob"].map((who) => passages.of(who).length)).toEqual([0, 1, 1]);
});

test("whom the server did not let in is forgotten", async () => {
  const passages = await openPassages(null);
  await passages.remember("s1", "zoe", DAY, "in");
  passages.forget("s1");
  expect(passages.of("zoe")).toEqual([]);
});

test.each([
  ["no roster", null, 0],
  ["one of no door", { policy: null, log_seq: 40 }, 0],
  ["the venue's own", headOf({ tells_inside: true, entries: "once" }, 40), 40],
  ["one that is still being drawn", headOf({ tells_inside: true, entries: "once" }, 0), 0],
  ["one of an earlier server", headOf({ tells_inside: true, entries: "once" }), 0],
  ["a door that counts entries", headOf({ tells_inside: false, entries: "once_a_day" }, 40), 0],
  ["a door that counts none", headOf({ tells_inside: false, entries: "unlimited" }, 40), Infinity],
] as const)("%s", (_what, head, position) => {
  expect(toldBy(head)).toBe(position);
});
