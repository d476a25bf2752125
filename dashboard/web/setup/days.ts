/** The event's days as ISO dates. Pure. */

const DAY_MS = 86_400_000;

/** The same text for what is no date. */
export function dayAfter(day: string): string {
  const at = Date.parse(day);
  return Number.isNaN(at) ? day : new Date(at + DAY_MS).toISOString().slice(0, 10);
}

/** "Monday, 31 May 2027"; empty for what is no date. */
export function dayInWords(day: string): string {
  const at = Date.parse(day);
  if (Number.isNaN(at)) return "";
  return new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(at);
}
