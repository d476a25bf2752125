import { expect, test } from "vitest";
import { createStationClock } from "./station_clock";

test("a device that has never heard a server does not know the time", () => {
  const clock = createStationClock(undefined, () => 5_000);
  expect([clock.isKnown(), clock.now()]).toEqual([false, 5_000]);
});

test("the server's time is known from the moment that it is heard", () => {
  let own = 5_000;
  const clock = createStationClock(undefined, () => own);
  expect(clock.heard(65_000)).toEqual({ device: 5_000, offset: 60_000 });
  own = 6_000;
  expect([clock.isKnown(), clock.now()]).toEqual([true, 66_000]);
});

test("a page loaded again goes on by what the one before it heard", () => {
  const clock = createStationClock({ device: 5_000, offset: 60_000 }, () => 9_000);
  expect([clock.isKnown(), clock.now()]).toEqual([true, 69_000]);
});

test("a device whose clock has gone back was switched off: it says that it does not know", () => {
  const clock = createStationClock({ device: 5_000, offset: 60_000 }, () => 4_000);
  expect([clock.isKnown(), clock.now()]).toEqual([false, 4_000]);
  clock.heard(70_000);
  expect([clock.isKnown(), clock.now()]).toEqual([true, 70_000]);
});
