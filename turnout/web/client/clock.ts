// The server's time on a device whose own clock may be years off. Device times here are monotonic milliseconds
// (`performance.now()`), so that a device clock set right in mid-day moves nothing on the screen.

export interface ClockSample {
  /** Server's epoch ms minus the device's monotonic ms. */
  readonly offsetMs: number;
  /** The true offset lies within this of `offsetMs`: half the round trip. */
  readonly uncertaintyMs: number;
}

/** What one exchange tells. `serverTime` is ISO 8601, taken by the server between `sentAt` and `receivedAt`. */
export function clockSample(serverTime: string, sentAt: number, receivedAt: number): ClockSample {
  return { offsetMs: Date.parse(serverTime) - (sentAt + receivedAt) / 2, uncertaintyMs: (receivedAt - sentAt) / 2 };
}

/** The better of two samples; a newer one that contradicts the older wins, because a sleeping device's clock stood still. */
export function betterSample(older: ClockSample | null, newer: ClockSample): ClockSample {
  if (older === null) return newer;
  const isContradiction = Math.abs(older.offsetMs - newer.offsetMs) > older.uncertaintyMs + newer.uncertaintyMs;
  return isContradiction || newer.uncertaintyMs <= older.uncertaintyMs ? newer : older;
}

export interface ServerClock {
  learn(serverTime: string, sentAt: number, receivedAt: number): void;
  /** Server time in epoch ms; the device's own until the first exchange. */
  now(): number;
}

export function createServerClock(monotonic: () => number = () => performance.now(), device: () => number = Date.now): ServerClock {
  let sample: ClockSample | null = null;
  return {
    learn(serverTime, sentAt, receivedAt) {
      sample = betterSample(sample, clockSample(serverTime, sentAt, receivedAt));
    },
    now: () => (sample === null ? device() : monotonic() + sample.offsetMs),
  };
}
