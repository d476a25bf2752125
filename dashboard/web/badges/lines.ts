/** A text by its lines, and what keys do to it. Pure. */

export interface Edit {
  readonly text: string;
  readonly caret: number;
}

export function lineCount(text: string): number {
  return text.split("\n").length;
}

/** Where a line, counted from 1, begins and ends; the last one for a number beyond it. */
export function spanOf(text: string, line: number): readonly [number, number] {
  const lines = text.split("\n");
  const at = Math.min(line, lines.length) - 1;
  const start = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
  return [start, start + (lines[at]?.length ?? 0)];
}

/** A new line that begins where the one before began, in place of what is selected. */
export function breakLine(text: string, start: number, end: number): Edit {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  return { text: `${text.slice(0, start)}\n${indent}${text.slice(end)}`, caret: start + 1 + indent.length };
}
