// A kiosk's screen stays lit, and a device that slept all the same takes up again where the world is now.

interface WakeLock {
  addEventListener(kind: "release", then: () => void): void;
}

export interface AwakeParts {
  /** Absent on plain http from another machine. */
  readonly locks: { request(kind: "screen"): Promise<WakeLock> } | undefined;
  /** Whether anybody can see the page: the browser takes the lock back from one that is hidden. */
  readonly isSeen: () => boolean;
  readonly onSeen: (then: () => void) => void;
  readonly after: (ms: number, then: () => void) => void;
}

const AGAIN_MS = 30_000; // a battery that runs low takes the lock back from a page that is seen

/** Asks for the wake lock, and for it again whenever it was taken. */
export function keepAwake({ locks, isSeen, onSeen, after }: AwakeParts): void {
  if (locks === undefined) return;
  let isHeld = false;
  const ask = async (): Promise<void> => {
    if (isHeld || !isSeen()) return;
    isHeld = true;
    try {
      const lock = await locks.request("screen");
      lock.addEventListener("release", lost);
    } catch (trouble) {
      console.warn("the screen may go dark: the wake lock was refused", trouble);
      lost();
    }
  };
  const lost = (): void => {
    isHeld = false;
    after(AGAIN_MS, () => void ask());
  };
  onSeen(() => void ask());
  void ask();
}

export interface SleepParts {
  /** The device's clock, epoch ms: it goes on while the device sleeps. */
  readonly clock: () => number;
  readonly every: (ms: number, then: () => void) => void;
  readonly isSeen: () => boolean;
}

const TICK_MS = 1_000;
const LEAP_MS = 10_000; // a busy device is seconds late, not ten

/** Calls `onWoke` when the clock has leapt, as it does over a sleep. A hidden page's ticks come late by themselves. */
export function noticeSleep({ clock, every, isSeen }: SleepParts, onWoke: () => void): void {
  let last = clock();
  every(TICK_MS, () => {
    const now = clock();
    const hasLeapt = Math.abs(now - last) > LEAP_MS;
    last = now;
    if (hasLeapt && isSeen()) onWoke();
  });
}
