// How many seconds are left, for whoever counts down.
import { useEffect, useState } from "preact/hooks";

const TICK_MS = 250;

/** `until` is monotonic ms; seconds that have begun count. */
export function useSecondsTo(until: number): number {
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
