/** How far away a moment is, in the pieces that a sentence says. Pure: both times are arguments, in ms. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in one unit, or two where one would be too coarse. */
export type Span =
  | { readonly unit: "seconds"; readonly seconds: number }
  | { readonly unit: "minutes"; readonly minutes: number }
  | { readonly unit: "hours"; readonly hours: number; readonly minutes: number }
  | { readonly unit: "days"; readonly days: number };

/**
 * Time left until `target`, or null when it has come. Rounded up, so that "1 min" is never shown for one that is over,
 * and in seconds within the last minute only: twelve rooms that tick every second are not a calm page.
 */
export function timeUntil(target: number, now: number): Span | null {
  const left = target - now;
  if (left <= 0) return null;
  if (left <= MINUTE) return { unit: "seconds", seconds: Math.ceil(left / SECOND) };
  return coarse(Math.ceil(left / MINUTE));
}

/** Time gone since `moment`, rounded down; a moment that lies ahead (clocks differ) counts as now. */
export function timeSince(moment: number, now: number): Span {
  const gone = Math.max(0, now - moment);
  if (gone < MINUTE) return { unit: "seconds", seconds: Math.floor(gone / SECOND) };
  return coarse(Math.floor(gone / MINUTE));
}

function coarse(minutes: number): Span {
  if (minutes < 60) return { unit: "minutes", minutes };
  if (minutes * MINUTE < DAY) return { unit: "hours", hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  return { unit: "days", days: Math.floor((minutes * MINUTE) / DAY) };
}
