/** The dashboard's words: one catalogue, English. */
import { createTexts, type Value } from "@client/texts";
import { type Span } from "@client/countdown";
import catalogue from "../translations/en.json";

export type TextKey = keyof typeof catalogue;

export const LANGUAGE = "en";

const texts = createTexts<TextKey>(LANGUAGE, catalogue);

export const t: (key: TextKey, values?: Readonly<Record<string, Value>>) => string = texts.t;
export const parts = texts.parts;

/** A length of time in words, e.g. "1 h 5 min". */
export function spanText(span: Span): string {
  switch (span.unit) {
    case "seconds":
      return t("span.seconds", { seconds: span.seconds });
    case "minutes":
      return t("span.minutes", { minutes: span.minutes });
    case "hours":
      return t("span.hours", { hours: span.hours, minutes: span.minutes });
    case "days":
      return t("span.days", { days: span.days });
  }
}

/** The text of a key that comes from the server (a reason, a category); `otherwise` for one that this page does not know. */
export function known(key: string, otherwise: TextKey, values?: Readonly<Record<string, Value>>): string {
  return t(key in catalogue ? (key as TextKey) : otherwise, values);
}
