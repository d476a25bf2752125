import { expect, test } from "vitest";
import { codeBeside, typedCode } from "./pairing";

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

test.each([
  ["ABCD", "ABCD"], // four keys of a quick hand, which the listener to scanners took for a scan
  ["TA1B2C3D4E5F6G7H8", ""],
])("a typed ABCD beside the scanned %j becomes %j", (scanned, expected) => {
  expect(codeBeside("ABCD", scanned)).toBe(expected);
});
