import { REASONS } from "@client/scans";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { CATALOGUES, textsFor } from "./catalogues";

const SOURCES = import.meta.glob<string>(["./**/*.ts", "./**/*.tsx", "!./**/*.test.ts"], { query: "?raw", import: "default", eager: true });
const LANGUAGES = Object.keys(CATALOGUES);
const ENGLISH = CATALOGUES["en"] as Readonly<Record<string, string>>;

function messages(language: string): Readonly<Record<string, string>> {
  return CATALOGUES[language] as Readonly<Record<string, string>>;
}

/** Argument names and the categories of their plurals, read from the compiled message. */
function blanks(message: string, language: string): { names: string[]; plurals: string[][] } {
  const names = new Set<string>();
  const plurals: string[][] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    const { value, options, pluralType, type } = node as Record<string, unknown>;
    if (type !== 0 && typeof value === "string") names.add(value);
    if (pluralType !== undefined) plurals.push(Object.keys(options as object));
    if (typeof options === "object" && options !== null) Object.values(options).forEach((option) => visit((option as { value: unknown }).value));
  };
  visit(new IntlMessageFormat(message, language).getAst());
  return { names: [...names].sort(), plurals };
}

test("finds blanks inside the branches of a message", () => {
  expect(blanks("{known, select, yes {at {printer}} other {{n, plural, one {#} other {#}}}}", "en")).toEqual({
    names: ["known", "n", "printer"],
    plurals: [["one", "other"]],
  });
});

test("the kiosk speaks eight languages", () => {
  expect([...LANGUAGES].sort()).toEqual(["ar", "de", "en", "es", "fr", "lv", "pl", "uk"]);
});

test.each([
  ["ar", [0, 1, 2, 3, 11, 100], ["اكتمل الرمز", "بقيت خانة واحدة", "بقيت خانتان", "بقيت 3 خانات", "بقيت 11 خانة", "بقيت 100 خانة"]],
  ["uk", [1, 2, 5, 11, 21], ["ще 1 знак", "ще 2 знаки", "ще 5 знаків", "ще 11 знаків", "ще 21 знак"]],
  ["fr", [0, 1, 2], ["encore 0 caractère", "encore 1 caractère", "encore 2 caractères"]],
  ["es", [0, 1, 2], ["faltan 0 caracteres", "falta 1 carácter", "faltan 2 caracteres"]],
])("counts in %s", (language, counts, said) => {
  expect(counts.map((count) => textsFor(language).t("pairing.to_go", { count }))).toEqual(said);
});

test("names stand in a right-to-left catalogue without marks of direction, which the page sets", () => {
  const marked = LANGUAGES.filter((language) => /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(JSON.stringify(messages(language))));
  expect(marked).toEqual([]);
});

describe.each(LANGUAGES)("%s", (language) => {
  test("has the same keys as English, in the same order", () => {
    expect(Object.keys(messages(language))).toEqual(Object.keys(ENGLISH));
  });

  test("has the same blanks as English in every message", () => {
    const own = Object.entries(messages(language)).map(([key, text]) => [key, blanks(text, language).names]);
    const english = Object.entries(ENGLISH).map(([key, text]) => [key, blanks(text, "en").names]);
    expect(own).toEqual(english);
  });

  test("has every plural that the language needs", () => {
    const needed = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    const plurals = Object.values(messages(language)).flatMap((text) => blanks(text, language).plurals);
    expect(plurals.length).toBeGreaterThan(0);
    for (const categories of plurals) expect([...categories].sort()).toEqual(needed);
  });

  test("blames nobody and begs nobody to wait without saying for what", () => {
    const blame = /error|invalid|inválid|oops|błąd|nieprawidłow|kļūda|nederīg|fehler|ungültig|erreur|помилк|недійсн|خطأ|غير صالح|please wait\./i;
    expect(Object.values(messages(language)).filter((text) => blame.test(text))).toEqual([]);
  });

  test("says nothing in capitals and nothing with an exclamation mark", () => {
    expect(Object.values(messages(language)).filter((text) => /!|\p{Lu}{4,}/u.test(text))).toEqual([]);
  });
});

test.each(LANGUAGES.filter((language) => language !== "en"))("nothing is left in English in %s", (language) => {
  const own = messages(language);
  const same = Object.keys(ENGLISH).filter((key) => own[key] === ENGLISH[key]);
  expect(same).toEqual([]);
});

/** Keys that the sources name: as a whole, or as a template with gaps. */
function namedInSources(): RegExp[] {
  const literals = Object.values(SOURCES).flatMap((source) => source.match(/"[a-z_.]+"|`[a-z_]+\.[^`]*`/g) ?? []);
  return literals.map((literal) => {
    const pattern = literal.slice(1, -1).split(/\$\{[^}]*\}/).map((part) => part.replaceAll(".", "\\."));
    return new RegExp(`^${pattern.join("[a-z_]+")}$`);
  });
}

test("no message is left that nothing says", () => {
  const named = namedInSources();
  const refusals = new Set([...REASONS, "other"].flatMap((reason) => [`refused.${reason}.title`, `refused.${reason}.next`]));
  const hints = new Set(["misread", "keyboard_layout", "too_long"].flatMap((hint) => [`hint.${hint}.title`, `hint.${hint}.next`]));
  const unused = Object.keys(ENGLISH).filter((key) => !refusals.has(key) && !hints.has(key) && !named.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
});
