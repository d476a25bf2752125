// Keyboard-wedge scanners: hardware that types a code as a keyboard would, only faster than any hand.

const GAP_MS = 50; // keys further apart than this were typed by a person
export const SILENCE_MS = 100; // a scanner set to send no suffix has ended when it falls silent
const GRACE_MS = 20; // keys that waited behind a busy page are heard before the silence is believed
const SHORTEST = 4; // two or three keys at once are a slip of the hand
const LONGEST = 16_384; // what is kept of a runaway scanner; the server says what is too long

export interface Burst {
  readonly text: string;
  readonly lastAt: number;
}

export const NO_BURST: Burst = { text: "", lastAt: Number.NEGATIVE_INFINITY };

export interface WedgeStep {
  readonly burst: Burst;
  /** A complete code, as it was typed: what a wrong layout or caps lock did to it is for the server to mend. */
  readonly code: string | null;
  /** The key belongs to a scanner and must not press the button that has the focus. */
  readonly isTaken: boolean;
}

/** One key going down. `key` is `KeyboardEvent.key`, `at` its time stamp in ms. Keys that type nothing (Shift) are no key here. */
export function wedgeKey(burst: Burst, key: string, at: number): WedgeStep {
  const isFast = at - burst.lastAt < GAP_MS;
  const before = isFast ? burst.text : "";
  if (key === "Enter" || key === "Tab") {
    const code = complete(before);
    return { burst: NO_BURST, code, isTaken: code !== null };
  }
  const text = before.length < LONGEST ? before + key : before;
  return { burst: { text, lastAt: at }, code: null, isTaken: before !== "" };
}

/** Nothing came for a while: a burst without a suffix ends. */
export function wedgeSilence(burst: Burst, at: number): WedgeStep {
  if (at - burst.lastAt < SILENCE_MS) return { burst, code: null, isTaken: false };
  return { burst: NO_BURST, code: complete(burst.text), isTaken: false };
}

/** More keys than a slip of the hand makes. */
export function isScan(burst: Burst): boolean {
  return complete(burst.text) !== null;
}

function complete(text: string): string | null {
  return text.length >= SHORTEST ? text : null;
}

/** Listens to every key of the page, in a text field too. Answers with the function that stops it. */
export function listenToWedge(target: EventTarget, onCode: (code: string, at: number) => void): () => void {
  let burst = NO_BURST;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const take = (step: WedgeStep, at: number): void => {
    burst = step.burst;
    clearTimeout(silence);
    if (burst.text !== "") silence = setTimeout(doubt, SILENCE_MS);
    if (step.code !== null) onCode(step.code, at);
  };
  // A timer that is late runs before the keys that came meanwhile, and would cut a code in two.
  const doubt = (): void => {
    silence = setTimeout(onSilence, GRACE_MS);
  };
  const onSilence = (): void => take(wedgeSilence(burst, performance.now()), performance.now());
  const onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || !types(event)) return;
    // The event's own time, not now: after a busy moment the keys that waited would all seem to come at once.
    const step = wedgeKey(burst, event.key, event.timeStamp);
    if (step.isTaken) event.preventDefault();
    take(step, event.timeStamp);
  };

  target.addEventListener("keydown", onKey, { capture: true });
  return () => {
    clearTimeout(silence);
    target.removeEventListener("keydown", onKey, { capture: true });
  };
}

function types(event: KeyboardEvent): boolean {
  if (event.repeat || event.isComposing) return false;
  // Ctrl and Alt together are AltGr: a character on half of the world's layouts.
  const isShortcut = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");
  return !isShortcut && (event.key === "Enter" || event.key === "Tab" || [...event.key].length === 1);
}
