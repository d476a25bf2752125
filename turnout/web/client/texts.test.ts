import { expect, test } from "vitest";
import { chooseLanguage, createTexts, ownName } from "./texts";

const LATVIAN = {
  plain: "Sveiki",
  scans: "{n, plural, zero {# skenējumu} one {# skenējums} other {# skenējumi}}",
  hello: "Sveiki, {name}!",
};

test("speaks with the plurals of its language", () => {
  const texts = createTexts("lv", LATVIAN);
  expect([0, 1, 5, 11, 21].map((n) => texts.t("scans", { n }))).toEqual([
    "0 skenējumu",
    "1 skenējums",
    "5 skenējumi",
    "11 skenējumu",
    "21 skenējums",
  ]);
});

test("puts pieces of the page into a sentence without turning them into text", () => {
  const piece = { tag: "bdi" };
  expect(createTexts("lv", LATVIAN).parts("hello", { name: piece })).toEqual(["Sveiki, ", piece, "!"]);
  expect(createTexts("lv", LATVIAN).parts("plain", {})).toEqual(["Sveiki"]);
});

test("takes a name with braces and tags as it is", () => {
  expect(createTexts("en", { hello: "Hello, {name}" }).t("hello", { name: "<b>{x}</b>" })).toBe("Hello, <b>{x}</b>");
});

test.each([
  [["pl-PL", "en"], ["en", "pl"], "pl"],
  [["xx", "LV"], ["en", "lv"], "lv"],
  [["xx"], ["lv", "en"], "lv"],
  [[], [], "en"],
])("of the wishes %j and the offers %j takes %s", (wishes, offered, expected) => {
  expect(chooseLanguage(wishes, offered)).toBe(expected);
});

test("names a language as its speakers do", () => {
  const languages = ["en", "pl", "lv", "de", "fr", "es", "uk", "ar"];
  expect(languages.map(ownName)).toEqual(["English", "Polski", "Latviešu", "Deutsch", "Français", "Español", "Українська", "العربية"]);
});
