import { expect, it } from "vitest";
import { countScan } from "./scan-count";

function storage(kept: string | null) {
  let value = kept;
  return {
    getItem: () => value,
    setItem: (_: string, next: string) => {
      value = next;
    },
  };
}

it("goes on counting where the page before it ended", () => {
  const kept = storage("41");
  expect([countScan(kept), countScan(kept)]).toEqual([42, 43]);
});

it("begins anew where what was kept is no number", () => {
  expect(countScan(storage("many"))).toBe(1);
});
