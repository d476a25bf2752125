/** Arrivals as a chart takes them: every bucket of five minutes, also the empty ones. Pure. */

export const BUCKET_MS = 5 * 60_000;

/** The most buckets a chart shows: a day of 24 hours. */
const MOST = 288;

export interface ArrivalsSeries {
  /** Bucket starts in epoch seconds (what uPlot takes). */
  readonly starts: number[];
  readonly arrivals: number[];
}

/**
 * From the first arrival, or from an hour ago where nobody came before that, to now. `buckets` are the pushed ones, with gaps.
 *
 * The axis ends at now: buckets still to come would look like an hour without arrivals.
 */
export function arrivalsSeries(buckets: readonly (readonly [string, number])[], now: number): ArrivalsSeries {
  const known = new Map(buckets.map(([start, count]) => [Date.parse(start), count]));
  const last = Math.floor(now / BUCKET_MS) * BUCKET_MS;
  const first = Math.max(last - (MOST - 1) * BUCKET_MS, Math.min(last - 12 * BUCKET_MS, ...known.keys()));
  const starts: number[] = [];
  const arrivals: number[] = [];
  for (let start = first; start <= last; start += BUCKET_MS) {
    starts.push(start / 1_000);
    arrivals.push(known.get(start) ?? 0);
  }
  return { starts, arrivals };
}
