import { expect, test } from "vitest";
import vectors from "../../offline/vectors.json";
import { kindOf, mangledReadings, readCode } from "./codes";

test.each(vectors.codes)("reads $text as the server does", ({ text, code, kind }) => {
  expect(readCode(text)).toBe(code);
  expect(kindOf(code)).toBe(kind);
});

test.each(vectors.mangled)("tries what $text may have been, as the server does", ({ text, readings }) => {
  expect(mangledReadings(text)).toEqual(readings);
});

test("a novel is tried as it is only", () => {
  expect(mangledReadings("a".repeat(256))).toEqual([]);
});
