/** A moment as the clock at the event shows it, for a field that holds a date and a time. Pure. */

const DAY_MS = 86_400_000;

/** `2027-05-31T08:30` by the event's clock; empty for no moment. `at` is ISO 8601, `timeZone` an IANA name. */
export function toLocal(at: string | null, timeZone: string): string {
  return at === null ? "" : localOf(Date.parse(at), timeZone);
}

/**
 * The moment (ISO 8601 UTC) at which the event's clock shows `local`; null for an empty or half-typed one.
 *
 * A time that comes twice in the night that clocks go back is its first; one that clocks jump over is that much later.
 */
export function fromLocal(local: string, timeZone: string): string | null {
  const wall = Date.parse(`${local}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(local) || Number.isNaN(wall)) return null;
  const before = wall - offsetAt(wall - DAY_MS, timeZone);
  const after = wall - offsetAt(wall + DAY_MS, timeZone);
  const shows = [before, after].sort((one, other) => one - other).find((at) => localOf(at, timeZone) === local.slice(0, 16));
  return new Date(shows ?? Math.max(before, after)).toISOString();
}

/** How far the event's clock is ahead of UTC at a moment, in ms. */
function offsetAt(at: number, timeZone: string): number {
  return Date.parse(`${localOf(at, timeZone)}Z`) - Math.floor(at / 60_000) * 60_000;
}

function localOf(at: number, timeZone: string): string {
  // Swedish writes a date as ISO 8601 does.
  const written = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone }).format(at);
  return written.replace(" ", "T");
}
