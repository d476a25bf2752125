// Words for a screen: one flat catalogue per language, messages in ICU syntax.
import { IntlMessageFormat } from "intl-messageformat";
import { directionOf, localeOf } from "./locales";

export type Value = string | number;

export interface Texts<K extends string> {
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  t(key: K, values?: Readonly<Record<string, Value>>): string;
  /** Like `t`, with pieces of the page as values (a name in its `<bdi>`): the parts in order, to be rendered as children. */
  parts<P>(key: K, values: Readonly<Record<string, Value | P>>): (string | P)[];
}

/** Messages are compiled when first used. `language` is a BCP 47 tag: plurals and numbers follow it. */
export function createTexts<K extends string>(language: string, catalogue: Readonly<Record<K, string>>): Texts<K> {
  const compiled = new Map<K, IntlMessageFormat>();
  const message = (key: K): IntlMessageFormat => {
    const known = compiled.get(key) ?? new IntlMessageFormat(catalogue[key], localeOf(language));
    compiled.set(key, known);
    return known;
  };
  return {
    language,
    direction: directionOf(language),
    t: (key, values = {}) => String(message(key).format(values)),
    parts<P>(key: K, values: Readonly<Record<string, Value | P>>) {
      const formatted = message(key).format<P>(values as Record<string, Value | P>);
      return Array.isArray(formatted) ? formatted : [formatted];
    },
  };
}

/** The first wish that is offered, by language ("pt-BR" takes "pt"); else the first offer. */
export function chooseLanguage(wishes: readonly string[], offered: readonly string[]): string {
  const primary = (tag: string) => tag.toLowerCase().split("-")[0] ?? "";
  for (const wish of wishes) {
    const match = offered.find((tag) => primary(tag) === primary(wish));
    if (match !== undefined) return match;
  }
  return offered[0] ?? "en";
}

/** A language's own name, as its speakers write it at the start of a line: "Polski", "Latviešu". */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
