import { expect, test } from "vitest";
import { largestFit } from "./fit_text";

test.each([
  [20, 200, 87, 87],
  [20, 200, 20, 20],
  [20, 200, 900, 200],
  [20, 200, 19, null],
  [50, 40, 900, null],
])("from %d to %d, with room for %d, takes %j", (smallest, largest, room, expected) => {
  expect(largestFit(smallest, largest, (size) => size <= room)).toBe(expected);
});
