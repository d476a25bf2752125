/** What a printer of a kind must be told. Pure. */

/** The one that it cannot do without; of a kind that this page does not know, those that it has are shown. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  folder: ["folder"],
  flaky: ["folder"],
  ipp: ["uri"],
  zpl: ["host"],
  brother: ["address"],
};

export function optionNames(kind: string, options: Readonly<Record<string, string>>): string[] {
  return [...new Set([...(NEEDED[kind] ?? []), ...Object.keys(options)])];
}
