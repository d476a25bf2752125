import { expect, test } from "vitest";
import { createStationSeq } from "./station_seq";

function storage(kept: Record<string, string> = {}) {
  return {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
  };
}

test("counts from one, and goes on after a reload", () => {
  const disk = storage();
  const next = createStationSeq(disk);
  expect([next(), next()]).toEqual([1, 2]);
  expect(createStationSeq(disk)()).toBe(3);
});

test("begins anew where something else left its traces", () => {
  expect(createStationSeq(storage({ "turnout.station_seq": "abc" }))()).toBe(1);
});
