import { expect, test } from "vitest";
import { commaOf, directionOf, isolated, localeOf } from "./locales";

test.each([
  ["en", "ltr"],
  ["uk", "ltr"],
  ["ar", "rtl"],
  ["he", "rtl"],
  ["fa-IR", "rtl"],
  ["az-Arab", "rtl"],
  ["az", "ltr"],
])("%s is written %s", (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});

test("digits are the same in every language", () => {
  expect(["ar-EG", "fa", "hi", "en"].map((language) => new Intl.NumberFormat(localeOf(language)).format(12))).toEqual(["12", "12", "12", "12"]);
});

test("English writes the day before the month", () => {
  expect(new Intl.DateTimeFormat(localeOf("en"), { day: "numeric", month: "long" }).format(new Date("2026-05-04T12:00:00Z"))).toBe("4 May");
});

test("Arabic enumerates with its own comma", () => {
  expect(["en", "ar", "he"].map(commaOf)).toEqual([",", "،", ","]);
});

test("a name in a sentence is isolated, and nothing else is added", () => {
  expect(isolated("Hall B")).toBe("\u2068Hall B\u2069");
});
