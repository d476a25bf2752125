// What people type about themselves, tidied, and what is wrong with it: as the server does, by the same table of cases.

export type Problem = "needed" | "too_long" | "no_letters" | "pictures" | "no_address";

/** Characters that a field may have. */
export const MAX_TYPED = 200;

const MAX_MARKS = 4; // on one letter: fifty of them reach over the whole badge
const WHITE = /[\s\p{Cc}]+/gu;
// What turns the direction, half an emoji, and the signs that choose how a picture is drawn.
const UNSEEN = /[\p{Cf}\p{Cs}\ufe00-\ufe0f]/gu;
const SHAPED_BY = /^[\p{L}\p{M}]$/u;
const PICTURES = /[\u2190-\u2bff\ue000-\uf8ff\u{1f000}-\u{10ffff}]/u;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/u;
const EXCESS_MARKS = new RegExp(`(\\p{Mn}{${MAX_MARKS}})\\p{Mn}+`, "gu");

/** A text as it is kept: on one line, without what nobody sees. */
export function tidied(typed: string): string {
  // The mark of a byte order is white here, and nothing on the server.
  const letters = [...typed.replaceAll("\ufeff", "").replace(WHITE, " ").trim()];
  const seen = letters.map((letter, at) => (isJoiner(letter) ? joined(letters, at) : letter.replace(UNSEEN, ""))).join("");
  return seen.normalize("NFC").replace(EXCESS_MARKS, "$1").replace(WHITE, " ").trim();
}

/** What is wrong with the tidied text of a field; an empty one is wrong only where it is needed. */
export function problemOf(field: string, tidy: string, isNeeded: boolean): Problem | null {
  if (tidy === "") return isNeeded ? "needed" : null;
  if ([...tidy].length > MAX_TYPED) return "too_long";
  if (field === "email") return EMAIL.test(tidy) ? null : "no_address";
  if (PICTURES.test(tidy)) return "pictures";
  const isName = field === "full_name" || field === "given_name";
  return isName && !/\p{L}/u.test(tidy) ? "no_letters" : null;
}

function isJoiner(letter: string): boolean {
  return letter === "\u200c" || letter === "\u200d";
}

/** Joiners shape letters in Persian and in the scripts of India; elsewhere they only hide. */
function joined(letters: readonly string[], at: number): string {
  return SHAPED_BY.test(letters[at - 1] ?? "") && SHAPED_BY.test(letters[at + 1] ?? "") ? (letters[at] as string) : "";
}
