import { expect, test } from "vitest";
import { createScanCount } from "./scan-count";

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
  const next = createScanCount(disk);
  expect([next(), next()]).toEqual([1, 2]);
  expect(createScanCount(disk)()).toBe(3);
});

test("begins anew where something else left its traces", () => {
  expect(createScanCount(storage({ "turnout.station_seq": "abc" }))()).toBe(1);
});
