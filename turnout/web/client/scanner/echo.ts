// A scanner's echo: the same code again while it never left the picture.

const WINDOW_MS = 2_000;

export interface EchoFilter {
  /** Whether this sighting is an echo of an earlier one. `at` is ms on any clock that only goes forward. */
  isEcho(code: string, at: number): boolean;
}

/**
 * A code is an echo for as long as it is seen again within `windowMs` of its last sighting: a ticket held before the
 * camera for a minute is one scan, and one shown again after it has left is a new one.
 */
export function createEchoFilter(windowMs: number = WINDOW_MS): EchoFilter {
  const lastSeen = new Map<string, number>();
  return {
    isEcho(code, at) {
      for (const [known, seen] of lastSeen) if (at - seen >= windowMs) lastSeen.delete(known);
      const isEcho = lastSeen.has(code);
      lastSeen.set(code, at);
      return isEcho;
    },
  };
}
