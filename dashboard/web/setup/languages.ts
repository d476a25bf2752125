/** The languages that the event speaks. Pure. */

/** What a kiosk has words for. */
export const LANGUAGES = ["en", "lv", "pl"] as const;

/** `first` before the others, which keep their order. */
export function withFirst(languages: readonly string[], first: string): string[] {
  return [first, ...languages.filter((language) => language !== first)];
}
