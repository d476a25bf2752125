import { expect, test } from "vitest";
import { createEchoFilter } from "./echo";

/** Which of these sightings are new scans. */
function scansOf(sightings: [code: string, at: number][]): [string, number][] {
  const filter = createEchoFilter();
  return sightings.filter(([code, at]) => !filter.isEcho(code, at));
}

test("a ticket held before the camera is one scan, however long", () => {
  const held = Array.from({ length: 900 }, (_, frame): [string, number] => ["A", frame * 33]);
  expect(scansOf(held)).toEqual([["A", 0]]);
});

test("a frame that could not be read does not make a ticket new", () => {
  expect(scansOf([["A", 0], ["A", 1_999], ["A", 3_998]])).toEqual([["A", 0]]);
});

test("a ticket that left the picture and came back is a new scan", () => {
  expect(scansOf([["A", 0], ["A", 2_000]])).toEqual([["A", 0], ["A", 2_000]]);
});

test("another ticket is a scan at once, and the first is still an echo", () => {
  expect(scansOf([["A", 0], ["B", 100], ["A", 200], ["B", 300]])).toEqual([["A", 0], ["B", 100]]);
});
