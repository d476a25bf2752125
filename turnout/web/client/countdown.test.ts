import { describe, expect, it } from "vitest";
import { timeSince, timeUntil } from "./countdown";

const NOW = Date.UTC(2026, 10, 22, 9, 0, 0);
const seconds = (n: number) => NOW + n * 1_000;
const minutes = (n: number) => seconds(n * 60);

describe("time until", () => {
  it.each([
    [seconds(0.2), { unit: "seconds", seconds: 1 }],
    [seconds(60), { unit: "seconds", seconds: 60 }],
    [seconds(61), { unit: "minutes", minutes: 2 }],
    [minutes(12), { unit: "minutes", minutes: 12 }],
    [minutes(60), { unit: "hours", hours: 1, minutes: 0 }],
    [minutes(125), { unit: "hours", hours: 2, minutes: 5 }],
    [minutes(24 * 60 + 1), { unit: "days", days: 1 }],
  ])("%s is %o", (target, span) => {
    expect(timeUntil(target, NOW)).toEqual(span);
  });

  it("is null once the moment has come", () => {
    expect([timeUntil(NOW, NOW), timeUntil(NOW - 1, NOW)]).toEqual([null, null]);
  });
});

describe("time since", () => {
  it.each([
    [seconds(-59.9), { unit: "seconds", seconds: 59 }],
    [seconds(-60), { unit: "minutes", minutes: 1 }],
    [minutes(-61), { unit: "hours", hours: 1, minutes: 1 }],
    [minutes(-3 * 24 * 60), { unit: "days", days: 3 }],
    [seconds(5), { unit: "seconds", seconds: 0 }],
  ])("%s is %o", (moment, span) => {
    expect(timeSince(moment, NOW)).toEqual(span);
  });
});
