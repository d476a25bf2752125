import { describe, expect, it } from "vitest";
import { breakLine, lineCount, spanOf } from "./lines";

const TEXT = "[label]\n  name = 1\n\nend";

describe("a text by its lines", () => {
  it("counts an empty text as one line", () => {
    expect([lineCount(""), lineCount(TEXT), lineCount("a\n")]).toEqual([1, 4, 2]);
  });

  it.each([
    [1, "[label]"],
    [2, "  name = 1"],
    [3, ""],
    [4, "end"],
    [9, "end"],
  ])("finds line %i", (line, words) => {
    const [start, end] = spanOf(TEXT, line);
    expect(TEXT.slice(start, end)).toBe(words);
  });

  it("breaks a line with the indent of the one before", () => {
    expect(breakLine(TEXT, 18, 18)).toEqual({ text: "[label]\n  name = 1\n  \n\nend", caret: 21 });
  });

  it("breaks in place of what is selected, and keeps no more indent than stands before", () => {
    expect(breakLine("    a", 2, 5)).toEqual({ text: "  \n  ", caret: 5 });
    expect(breakLine("abc", 0, 0)).toEqual({ text: "\nabc", caret: 1 });
  });
});
