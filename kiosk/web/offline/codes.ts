// What a scanner's text may have meant: the same readings as the server's (`turnout/domain/tickets.py`), held to the
// same vectors. Lengths count characters, not UTF-16 units.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;
const MAX_FOREIGN = 255;
const OURS = /^[TB][0-9A-HJKMNP-TV-Z]{19}$/;
const LEFT_OUT = /[ \-\t\r\n\u00a0]/g;
const FORGIVEN: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };
// What Python strips, and `trim` does not: separators of files and records, and the next line.
const EDGES = /^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/g; // eslint-disable-line no-control-regex

// What a scanner set to a US keyboard types into a computer set to another one: German, French.
const LAYOUTS: readonly ReadonlyMap<string, string>[] = [
  layout("zyZYßü+öä#-\"§&/()=?Ü*ÖÄ';:_", "yzYZ-[];'\\/@#^&*()_{}:\"|<>?"),
  layout("&é\"'(-è_çàaqzwAQZW,;m:!)./§M?°", "1234567890qawzQAWZm,;./-<>?:M_"),
];

export type CodeKind = "ticket" | "badge";

/** The code that a text stands for: ours forgives case, spaces, O for 0, I and L for 1; others stay as they are. */
export function readCode(text: string): string {
  const folded = [...text].length <= 4 * LENGTH ? folding(text) : "";
  return kindOf(folded) === null ? text.replace(EDGES, "") : folded;
}

/** Whose code this is, if it is one of ours. */
export function kindOf(code: string): CodeKind | null {
  if (!OURS.test(code) || checkCharacter(code.slice(0, -1)) !== code.at(-1)) return null;
  return code.startsWith("T") ? "ticket" : "badge";
}

/** What a text on no list may have been before a wrong keyboard layout or caps lock mangled it. Only ever looked for. */
export function mangledReadings(text: string): readonly string[] {
  if ([...text].length > MAX_FOREIGN) return [];
  const stripped = text.replace(EDGES, "");
  const variants = [swapCase(stripped), ...LAYOUTS.map((typed) => translate(stripped, typed))];
  return [...new Set(variants)].filter((variant) => variant !== stripped).map(readCode);
}

function folding(text: string): string {
  return text.toUpperCase().replace(LEFT_OUT, "").replace(/[OIL]/g, (letter) => FORGIVEN[letter] ?? letter);
}

/** Luhn's algorithm over base 32. */
function checkCharacter(body: string): string {
  const total = [...body].reverse().reduce((sum, letter, place) => {
    const value = ALPHABET.indexOf(letter);
    return sum + (place % 2 === 0 ? Math.floor((2 * value) / 32) + ((2 * value) % 32) : value);
  }, 0);
  return ALPHABET.charAt((32 - (total % 32)) % 32);
}

function swapCase(text: string): string {
  return [...text].map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join("");
}

function layout(from: string, to: string): ReadonlyMap<string, string> {
  const typed = [...to];
  return new Map([...from].map((letter, place) => [letter, typed[place] ?? letter]));
}

function translate(text: string, typed: ReadonlyMap<string, string>): string {
  return [...text].map((letter) => typed.get(letter) ?? letter).join("");
}
