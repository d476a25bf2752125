import { expect, test } from "vitest";
import { typedCode } from "./pairing";

test.each([
  ["", "a", "A"],
  ["AB", "7", "AB7"],
  ["AB", "Backspace", "A"],
  ["", "Backspace", ""],
  ["AB", "-", "AB"],
  ["AB", " ", "AB"],
  ["AB", "Enter", "AB"],
  ["AB", "ž", "AB"],
  ["ABCD1234", "5", "ABCD1234"],
])("%j and the key %j make %j", (code, key, expected) => {
  expect(typedCode(code, key)).toBe(expected);
});
