import { expect, test } from "vitest";
import type { Policy } from "./decision";
import { openPassages, toldBy, type Passage } from "./earlier";

const at = (place_id: string, person: string): Passage => ({ place_id, person, day: "2026-05-01", direction: "in" });

const recordedAt = (seq: number, rehearsal = false) => ({ seq, rehearsal });

const headOf = (policy: Partial<Policy>, log_seq?: number) => ({ policy: policy as Policy, ...(log_seq === undefined ? {} : { log_seq }) });

test("what the roster shows by now is not remembered beside it; what it does not show is", async () => {
  const passages = await openPassages(null);
  await passages.remember("s1", at("venue", "zoe"));
  await passages.remember("s2", at("venue", "ada"));
  await passages.remember("s3", at("venue", "bob"));
  passages.recorded("s1", recordedAt(40));
  passages.recorded("s2", recordedAt(41));
  passages.caughtUp("venue", 40);
  expect(["zoe", "ada", "bob"].map((who) => passages.of(who, "venue", 0).length)).toEqual([0, 1, 1]);
});

test("whom the server did not let in is forgotten", async () => {
  const passages = await openPassages(null);
  await passages.remember("s1", at("venue", "zoe"));
  passages.forget("s1");
  expect(passages.of("zoe", "venue", 0)).toEqual([]);
});

test("what turned out to be a trial is forgotten", async () => {
  const passages = await openPassages(null);
  await passages.remember("s1", at("hall-a", "zoe"));
  passages.recorded("s1", recordedAt(40, true));
  expect(passages.of("zoe", "hall-a", 0)).toEqual([]);
});

test("a kiosk that was moved goes by nothing of the door before", async () => {
  const passages = await openPassages(null);
  await passages.remember("s1", at("hall-a", "zoe"));
  expect(passages.of("zoe", "hall-b", 0)).toEqual([]);
  expect(passages.of("zoe", "hall-a", 0)).toEqual([{ day: "2026-05-01", direction: "in", shown: false }]);
});

test("what another door's roster shows makes up for nothing of this one's", async () => {
  const passages = await openPassages(null);
  await passages.remember("s1", at("hall-a", "zoe"));
  passages.recorded("s1", recordedAt(40));
  passages.caughtUp("venue", 41);
  expect(passages.of("zoe", "hall-a", 0)).toHaveLength(1);
});

test("a passage is shown once the server's position is on the roster", async () => {
  const passages = await openPassages(null);
  await passages.remember("s1", at("venue", "zoe"));
  const isShown = (position: number) => passages.of("zoe", "venue", position).map(({ shown }) => shown);
  expect(isShown(40)).toEqual([false]);
  passages.recorded("s1", recordedAt(40));
  expect([isShown(39), isShown(40)]).toEqual([[false], [true]]);
});

test.each([
  ["the venue's own", headOf({ tells_inside: true, entries: "once" }, 40), 40],
  ["one that is still being drawn", headOf({ tells_inside: true, entries: "once" }, 0), 0],
  ["one of an earlier server", headOf({ tells_inside: true, entries: "once" }), 0],
  ["the venue's own, which counts how often", headOf({ tells_inside: true, entries: "times" }, 40), 0],
  ["a door that counts entries", headOf({ tells_inside: false, entries: "once_a_day" }, 40), 0],
  ["a door that counts none", headOf({ tells_inside: false, entries: "unlimited" }, 40), Infinity],
] as const)("%s", (_what, head, position) => {
  expect(toldBy(head)).toBe(position);
});
