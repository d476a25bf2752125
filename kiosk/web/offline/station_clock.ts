// Whether this device knows the time, and which: a Pi has no clock of its own, and starts in the past without a server.

/** What was known when the server was last heard. */
export interface HeardClock {
  /** Epoch ms by this device's own clock. */
  readonly device: number;
  /** The server's time minus the device's, ms. */
  readonly offset: number;
}

export interface StationClock {
  /** The server's time came, epoch ms. Answers what is worth keeping of it. */
  heard(server: number): HeardClock;
  /** False on a device that was switched off and has heard no server since. */
  isKnown(): boolean;
  /** Server time in epoch ms, as far as this device can tell it. */
  now(): number;
}

/** `kept` is from an earlier page of this device; `device` its own clock, epoch ms. */
export function createStationClock(kept: HeardClock | undefined, device: () => number = Date.now): StationClock {
  // Whoever stood still or was set back shows a time before one that it has lived through.
  let last = kept !== undefined && device() >= kept.device ? kept : null;
  return {
    heard(server) {
      const own = device();
      last = { device: own, offset: server - own };
      return last;
    },
    isKnown: () => last !== null,
    now: () => device() + (last?.offset ?? 0),
  };
}
