// What a language asks of a page beside its words: how numbers and times are written, and which way its lines run.

const RIGHT_TO_LEFT = new Set(["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"]); // scripts, by ISO 15924

/**
 * The BCP 47 tag that numbers and times are formatted with. English on site is read by the world: the 24-hour clock and
 * the day before the month. Digits are 0 to 9 in every language, as on tickets, badges and doors: a number that somebody
 * is told here has to be found there.
 */
export function localeOf(language: string): string {
  return `${language === "en" ? "en-GB" : language}-u-nu-latn`;
}

export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(scriptOf(language)) ? "rtl" : "ltr";
}

/** What stands between the parts of an enumeration. */
export function commaOf(language: string): string {
  return scriptOf(language) === "Arab" ? "،" : ",";
}

/**
 * A name within a plain sentence, kept from turning what stands beside it about: the text's own `<bdi>`. Needed where
 * the sentence is a string; on a page it is U+2068 and U+2069, which nobody sees.
 */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function scriptOf(language: string): string {
  return new Intl.Locale(language).maximize().script ?? "";
}
