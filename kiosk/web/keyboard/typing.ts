// Typing into a text field from a keyboard that is drawn: at the caret, as hardware keys would.

export type Key = { readonly kind: "text"; readonly text: string } | { readonly kind: "delete" };

/** Edits at the caret, or what is selected, and tells the page as typing does. Past `maxLength` nothing is typed. */
export function typeInto(field: HTMLInputElement, key: Key): void {
  const { start, end } = selectionOf(field);
  const text = key.kind === "text" ? key.text : "";
  const isFull = field.maxLength >= 0 && field.value.length - (end - start) + text.length > field.maxLength;
  if (key.kind === "text" && isFull) return;
  const from = key.kind === "delete" && start === end ? start - lastSign(field.value.slice(0, start)).length : start;
  field.setRangeText(text, from, end);
  field.setSelectionRange(from + text.length, from + text.length);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** What stands before the caret. */
export function beforeCaret(field: HTMLInputElement): string {
  return field.value.slice(0, selectionOf(field).start);
}

function selectionOf({ value, selectionStart, selectionEnd }: HTMLInputElement): { start: number; end: number } {
  const start = selectionStart ?? value.length;
  return { start, end: selectionEnd ?? start };
}

const SIGNS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The last thing that looks like one letter: half an emoji must not stay behind. */
function lastSign(text: string): string {
  return [...SIGNS.segment(text)].at(-1)?.segment ?? "";
}
