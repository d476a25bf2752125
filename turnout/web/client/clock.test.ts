import { expect, test } from "vitest";
import { betterSample, clockSample, createServerClock } from "./clock";

const NOON = Date.parse("2026-05-04T12:00:00.000Z");

test("takes the middle of the round trip for the server's moment", () => {
  expect(clockSample("2026-05-04T12:00:00.000Z", 100, 300)).toEqual({ offsetMs: NOON - 200, uncertaintyMs: 100 });
});

test("tells the server's time on a device that is three years off", () => {
  let monotonic = 1_000;
  const clock = createServerClock(() => monotonic, () => 0);
  expect(clock.now()).toBe(0);
  clock.learn("2026-05-04T12:00:00.000Z", 900, 1_000);
  monotonic = 61_000;
  expect(clock.now()).toBe(NOON + 60_050);
});

test.each([
  ["a quicker exchange is better", { offsetMs: 1_010, uncertaintyMs: 20 }, 1_010],
  ["a slower one that agrees is not", { offsetMs: 1_010, uncertaintyMs: 80 }, 1_000],
  ["one that contradicts is believed: the device slept", { offsetMs: 9_000, uncertaintyMs: 80 }, 9_000],
])("%s", (_, newer, offset) => {
  expect(betterSample({ offsetMs: 1_000, uncertaintyMs: 50 }, newer).offsetMs).toBe(offset);
});
