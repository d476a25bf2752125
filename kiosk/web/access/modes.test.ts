import { expect, test } from "vitest";
import { isChanged, LOUDEST, NO_ACCESS, stepAccess, type AccessEvent, type AccessState } from "./modes";

function after(...events: AccessEvent[]): AccessState {
  return events.reduce(stepAccess, { access: NO_ACCESS, isAccessOpen: false });
}

test("a mode goes on and off again, and the panel stays open meanwhile", () => {
  const on = after({ kind: "opened" }, { kind: "switched", mode: "spoken" });
  expect(on).toEqual({ access: { ...NO_ACCESS, spoken: true }, isAccessOpen: true });
  expect(stepAccess(on, { kind: "switched", mode: "spoken" })).toEqual({ access: NO_ACCESS, isAccessOpen: true });
});

test("modes stand beside each other and outlive the panel", () => {
  const both = after({ kind: "opened" }, { kind: "switched", mode: "largeText" }, { kind: "switched", mode: "lowReach" }, { kind: "closed" });
  expect(both).toEqual({ access: { ...NO_ACCESS, largeText: true, lowReach: true }, isAccessOpen: false });
});

test("the voice is never louder than loudest and never silent", () => {
  const changed = (by: 1 | -1) => after(...Array.from({ length: 9 }, () => ({ kind: "volume_changed", by }) as const)).access.volume;
  expect([changed(1), changed(-1)]).toEqual([LOUDEST, 1]);
});

test("a kiosk as it comes has nothing to forget", () => {
  expect(isChanged(NO_ACCESS)).toBe(false);
  expect(isChanged({ ...NO_ACCESS, volume: 4 })).toBe(true);
  expect(isChanged({ ...NO_ACCESS, highContrast: true })).toBe(true);
});
