// The kiosk's languages. A language is one JSON file in `kiosk/translations`, and nothing else.
import { createTexts, type Texts } from "@client/texts";
import type en from "../translations/en.json";

export type Key = keyof typeof en;
export type KioskTexts = Texts<Key>;
type Catalogue = Readonly<Record<Key, string>>;

const FILES = import.meta.glob<Catalogue>("../translations/*.json", { eager: true, import: "default" });

/** By language. That every one has every key is tested. */
export const CATALOGUES: Readonly<Record<string, Catalogue>> = Object.fromEntries(
  Object.entries(FILES).map(([file, catalogue]) => [file.replace(/^.*\/|\.json$/g, ""), catalogue]),
);

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
