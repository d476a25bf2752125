import { expect, test } from "vitest";
import CASES from "./typed_fields.cases.json";
import { MAX_TYPED, problemOf, tidied } from "./typed_fields";

test.each(CASES.tidied as [string, string][])("%j is kept as %j", (typed, kept) => {
  expect(tidied(typed)).toBe(kept);
  expect(tidied(kept)).toBe(kept);
});

test.each(CASES.problems as [string, string, boolean, string | null][])("%s %j, needed: %s: %s", (field, typed, isNeeded, problem) => {
  expect(problemOf(field, tidied(typed), isNeeded)).toBe(problem);
});

test("half an emoji is dropped", () => {
  expect(tidied("Ada\ud83d")).toBe("Ada");
});

test("a field has so many characters and no more", () => {
  expect(MAX_TYPED).toBe(CASES.longest);
  expect(problemOf("company", "x".repeat(MAX_TYPED), true)).toBeNull();
  expect(problemOf("company", "𝒳".repeat(MAX_TYPED), true)).toBeNull();
  expect(problemOf("company", "x".repeat(MAX_TYPED + 1), true)).toBe("too_long");
});
