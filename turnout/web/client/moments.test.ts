import { expect, test } from "vitest";
import { moment, timeOfDay } from "./moments";

const NOW = Date.parse("2026-05-04T21:30:00Z"); // half past midnight of the 5th in Riga

test.each([
  ["en", "09:12"],
  ["pl", "09:12"],
  ["lv", "09:12"],
  ["de", "09:12"],
  ["fr", "09:12"],
  ["es", "09:12"],
  ["uk", "09:12"],
  ["ar", "9:12 ص"],
])("writes the event's time of day in %s, whatever zone the device is in", (language, expected) => {
  expect(timeOfDay("2026-05-04T06:12:00Z", language, "Europe/Riga")).toBe(expected);
});

test("leaves the day out where it is today's", () => {
  expect(moment("2026-05-04T21:05:00Z", NOW, "en", "Europe/Riga")).toBe("00:05");
});

test("names another day, as the event's clock counts days", () => {
  expect(moment("2026-05-04T20:55:00Z", NOW, "en", "Europe/Riga")).toBe("Monday 4 May, 23:55");
  expect(moment("2026-05-04T20:55:00Z", NOW, "pl", "Europe/Riga")).toBe("poniedziałek, 4 maja, 23:55");
});
