// Keyboards as their readers know them: which letters stand on which row, by language. Small letters; one code point, one key.

/** Three rows of keys, from the top; what is beside them (shift, delete, space) is the same everywhere. */
export type Rows = readonly [string, string, string];

export interface Layout {
  readonly rows: Rows;
  /** Latin letters alone, as e-mail addresses need them. */
  readonly latin: Rows;
  /** What stands on the key that leads back to these letters. */
  readonly sample: string;
  /** Letters may be capitals. */
  readonly isCased: boolean;
  /** How addresses here usually end, the most usual first. */
  readonly endings: readonly string[];
}

const QWERTY: Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const QWERTZ: Rows = ["qwertzuiop", "asdfghjkl", "yxcvbnm"];
const AZERTY: Rows = ["azertyuiop", "qsdfghjklm", "wxcvbn"];

export const LATIN_SAMPLE = "ABC";

/** Digits, and the signs that stand in names, companies and addresses. */
export const SYMBOLS: Rows = ["1234567890", "@-_.,/&+()", "'’\"!?:;#*="];

/** The letters of a code that we made (Crockford's base32), in which I, L, O and U do not occur. */
export const CODE: Rows = ["0123456789", "ABCDEFGHJKM", "NPQRSTVWXYZ"];

function latin(rows: Rows, plain: Rows, endings: readonly string[]): Layout {
  return { rows, latin: plain, sample: LATIN_SAMPLE, isCased: true, endings };
}

/** By language. A language that is missing here types as English does, with its own letters behind a long press. */
export const LAYOUTS: Readonly<Record<string, Layout>> = {
  en: latin(QWERTY, QWERTY, [".com", ".org"]),
  de: latin(["qwertzuiopü", "asdfghjklöä", "yxcvbnmß"], QWERTZ, [".de", ".com"]),
  fr: latin(["azertyuiop", "qsdfghjklm", "wxcvbnéèàç"], AZERTY, [".fr", ".com"]),
  es: latin(["qwertyuiopú", "asdfghjklñ", "zxcvbnmáéíó"], QWERTY, [".es", ".com"]),
  pl: latin(["qwertyuiopóę", "asdfghjkląśł", "zxcvbnmżźćń"], QWERTY, [".pl", ".com"]),
  lv: latin(["qwertyuiopēūī", "asdfghjklāšģķ", "zxcvbnmžčņļ"], QWERTY, [".lv", ".com"]),
  uk: { rows: ["йцукенгшщзхїґ", "фівапролджє’", "ячсмитьбю"], latin: QWERTY, sample: "АБВ", isCased: true, endings: [".ua", ".com"] },
  ar: { rows: ["ضصثقفغعهخحجد", "شسيبلاتنمكطذ", "ئءؤرىةوزظأإآ"], latin: QWERTY, sample: "أ ب ت", isCased: false, endings: [".com", ".net"] },
};

export function layoutOf(language: string): Layout {
  return LAYOUTS[language] ?? (LAYOUTS["en"] as Layout);
}

/** What a key that is held offers: the letters of other languages, for names come from everywhere. */
const ALTERNATES: Readonly<Record<string, string>> = {
  a: "áàâäãåāăąæ",
  c: "çćčċ",
  d: "ďđð",
  e: "éèêëēėęě",
  g: "ğģġ",
  h: "ħ",
  i: "íìîïīįı",
  k: "ķ",
  l: "łļľĺ",
  n: "ñńņň",
  o: "óòôöõøōőœ",
  r: "řŕ",
  s: "śšşșß",
  t: "ťțţþ",
  u: "úùûüūůűų",
  w: "ŵ",
  y: "ýÿ",
  z: "źżž",
  г: "ґѓ",
  д: "ђ",
  е: "ёэ",
  и: "ы",
  й: "ј",
  к: "ќ",
  л: "љ",
  н: "њ",
  т: "ћ",
  у: "ў",
  ц: "џ",
  ь: "ъ",
  ا: "أإآٱ",
  ب: "پ",
  ج: "چ",
  ز: "ژ",
  ك: "گک",
  ه: "ة",
  و: "ؤ",
  ي: "یئى",
};

export function alternatesOf(letter: string): readonly string[] {
  return [...(ALTERNATES[letter] ?? "")];
}

/** One key's capital; ß keeps its shape, where the language would make two letters of it. */
export function capitalOf(letter: string, language: string): string {
  const capital = letter.toLocaleUpperCase(language);
  return [...capital].length === 1 ? capital : letter;
}
