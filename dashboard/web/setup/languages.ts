/** The languages that the event speaks. Pure. */

/** Those that the event speaks, in its order, then the others that a kiosk has words in. */
export function offered(spoken: readonly string[], kiosks: readonly string[]): string[] {
  return [...new Set([...spoken, ...kiosks])];
}

/** `first` before the others, which keep their order. */
export function withFirst(languages: readonly string[], first: string): string[] {
  return [first, ...languages.filter((language) => language !== first)];
}
