// What is wrong with a scanner that types, from how it typed the test code. Pure; times are ms.
import { LAYOUTS, typedAs, typedInto, type Layout } from "./layouts";
import { TEST_CODE } from "./test_code";

/** A key going down, as the browser tells of it: one character, Enter or Tab. */
export interface Press {
  readonly key: string;
  readonly at: number;
}

export type Finding =
  | { readonly kind: "layout"; readonly layout: Layout }
  | { readonly kind: "caps_lock" | "no_suffix" | "twice" | "extra" | "slow" | "garbled" | "other_code" };

/** What one pull of the trigger typed. */
export interface Reading {
  readonly text: string;
  readonly hasSuffix: boolean;
  readonly beganAt: number;
  readonly endedAt: number;
  /** The longest pause between two keys. */
  readonly pause: number;
}

export const TOO_SLOW_MS = 50; // as the kiosk tells a scanner from a hand
export const SILENCE_MS = 400; // nothing more comes of this reading
const TWICE_MS = 700; // sooner than this nobody pulls the trigger again

/** The readings that are complete by now: ended by Enter or Tab, or by silence. */
export function readingsOf(presses: readonly Press[], now: number): readonly Reading[] {
  const readings: Reading[] = [];
  let open: Press[] = [];
  const end = (hasSuffix: boolean): void => {
    if (open.length > 0) readings.push(readingOf(open, hasSuffix));
    open = [];
  };
  for (const press of presses) {
    const before = open.at(-1);
    if (before !== undefined && press.at - before.at > SILENCE_MS) end(false);
    if (press.key === "Enter" || press.key === "Tab") end(true);
    else open.push(press);
  }
  const last = open.at(-1);
  if (last !== undefined && now - last.at > SILENCE_MS) end(false);
  return readings;
}

/** What to mend, the first first; nothing where all is well, or nothing was read yet. */
export function diagnose(readings: readonly Reading[]): readonly Finding[] {
  const last = readings.at(-1);
  if (last === undefined) return [];
  const isTwice = isHeardTwice(last.text) || isEcho(readings.at(-2), last);
  const text = isHeardTwice(last.text) ? last.text.slice(0, last.text.length / 2) : last.text;
  const findings = [...garbling(text)];
  if (findings.some(({ kind }) => kind === "other_code")) return findings;
  if (!last.hasSuffix) findings.push({ kind: "no_suffix" });
  if (isTwice) findings.push({ kind: "twice" });
  if (last.pause >= TOO_SLOW_MS) findings.push({ kind: "slow" });
  return findings;
}

/** How the text differs from the test code. */
function garbling(text: string): Finding[] {
  if (text === TEST_CODE) return [];
  if (text === swappedCase(TEST_CODE)) return [{ kind: "caps_lock" }];
  const layout = LAYOUTS.find((one) => isSame(text, typedInto(one, TEST_CODE)) || isSame(text, typedAs(one, TEST_CODE)));
  if (layout !== undefined) {
    const isSwapped = text !== typedInto(layout, TEST_CODE) && text !== typedAs(layout, TEST_CODE);
    return [{ kind: "layout", layout }, ...(isSwapped ? [{ kind: "caps_lock" } as const] : [])];
  }
  if (text.includes(TEST_CODE)) return [{ kind: "extra" }];
  return [{ kind: looksLike(text) ? "garbled" : "other_code" }];
}

function readingOf(presses: readonly Press[], hasSuffix: boolean): Reading {
  const times = presses.map(({ at }) => at);
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return { text: presses.map(({ key }) => key).join(""), hasSuffix, beganAt: times[0] ?? 0, endedAt: times.at(-1) ?? 0, pause: Math.max(0, ...pauses) };
}

function isEcho(before: Reading | undefined, last: Reading): boolean {
  return before !== undefined && before.text === last.text && last.beganAt - before.endedAt < TWICE_MS;
}

/** Both readings in one, where nothing is typed between them. */
function isHeardTwice(text: string): boolean {
  const half = text.length / 2;
  return text.length >= TEST_CODE.length && Number.isInteger(half) && text.slice(0, half) === text.slice(half);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function swappedCase(text: string): string {
  return [...text].map((character) => (character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase())).join("");
}

/** About as long as the test code, and with some of its digits or letters in their places: it was meant to be it. */
function looksLike(text: string): boolean {
  const hits = [...text].filter((character, index) => character.toLowerCase() === TEST_CODE[index]?.toLowerCase()).length;
  return Math.abs(text.length - TEST_CODE.length) <= 10 && hits >= 4;
}
