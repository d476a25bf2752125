// The kiosk's languages. A language is one JSON file in `kiosk/translations` and one line here.
import { createTexts, type Texts } from "@client/texts";
import en from "../translations/en.json";
import lv from "../translations/lv.json";
import pl from "../translations/pl.json";

export type Key = keyof typeof en;
export type KioskTexts = Texts<Key>;

// A key missing from a language is a type error here.
export const CATALOGUES: Readonly<Record<string, Readonly<Record<Key, string>>>> = { en, pl, lv };

const texts = new Map<string, KioskTexts>();

/** English for a language the kiosk does not have. */
export function textsFor(language: string): KioskTexts {
  const catalogue = CATALOGUES[language];
  if (catalogue === undefined) return textsFor("en");
  const known = texts.get(language) ?? createTexts(language, catalogue);
  texts.set(language, known);
  return known;
}

/** Of the languages a station names, those the kiosk has; English where it has none of them. */
export function spokenOf(languages: readonly string[]): readonly string[] {
  const spoken = languages.filter((language) => language in CATALOGUES);
  return spoken.length > 0 ? spoken : ["en"];
}
