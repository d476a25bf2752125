import { expect, test } from "vitest";
import { largestFit } from "./fit_text";

test.each([
  [20, 200, 20, 20],
  [20, 200, 900, 200],
  [20, 200, 19, null],
  [200, 200, 900, 200],
  [200, 200, 199, null],
  [50, 40, 900, null],
])("from %d to %d, with room for %d, takes %j", (smallest, largest, room, expected) => {
  expect(largestFit(smallest, largest, (size) => size <= room)).toBe(expected);
});

test("no size that fits is more than a step larger, and few are tried", () => {
  for (let room = 20; room <= 200; room += 1) {
    const tried: number[] = [];
    const size = largestFit(20, 200, (one) => tried.push(one) > 0 && one <= room) ?? 0;
    expect(size).toBeLessThanOrEqual(room);
    expect(size).toBeGreaterThan(room / 1.06 - 1);
    expect(tried.length).toBeLessThanOrEqual(6);
  }
});
