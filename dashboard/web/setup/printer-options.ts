/** What a printer of a kind must be told. Pure. */

/** What is asked for, the first of which it cannot do without; of a kind that this page does not know, those that it has are shown. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  folder: ["folder"],
  flaky: ["folder"],
  ipp: ["uri", "fingerprint", "sent_is_printed"],
  zpl: ["address", "dpi"],
  brother: ["address", "model"],
};

export function optionNames(kind: string, options: Readonly<Record<string, string>>): string[] {
  return [...new Set([...(ASKED[kind] ?? []), ...Object.keys(options)])];
}
