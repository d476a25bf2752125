/** Calls for help from kiosks: which are open, since when nobody comes, and what staff say to them. */
import { type HelpCall, type HelpData, type Snapshot } from "@client/snapshots";
import { createSound } from "@client/sound";
import { type Topics } from "@client/topics";
import { effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { type RoleName } from "../me";
import { type Delivery } from "./delivery";
import { type Trouble } from "./trouble";

/** Milliseconds after which a call that nobody has answered is marked so. */
export const OVERDUE_MS = 2 * 60_000;
const BUZZ_MS = [200, 100, 200];

export interface HelpDesk {
  readonly calls: ReadonlySignal<Snapshot<HelpData> | null>;
  /** Why the last thing said did not happen. */
  readonly trouble: Signal<Trouble | null>;
  /** Whether who looks may walk over and say so. */
  readonly mayCome: boolean;
  answer(call: HelpCall): void;
  close(call: HelpCall): void;
}

export function mayCome(role: RoleName): boolean {
  return role !== "viewer";
}

/** Nobody has said for two minutes that they come. `now` is server time, ms. */
export function isOverdue(call: HelpCall, now: number): boolean {
  return call.answered === null && now - Date.parse(call.called_at) >= OVERDUE_MS;
}

/** The calls that were not there before, and that nobody has answered: what the bell rings for. */
export function freshCalls(before: ReadonlySet<string>, calls: readonly HelpCall[]): readonly HelpCall[] {
  return calls.filter((call) => call.answered === null && !before.has(call.id));
}

/** Follows the calls, and rings for each new one where the page may make a sound. */
export function createHelpDesk(topics: Topics, delivery: Delivery, role: RoleName): HelpDesk {
  const calls = topics.subscribe(["help"]).help;
  const trouble = signal<Trouble | null>(null);
  if (mayCome(role)) ringFor(calls);

  async function say(call: HelpCall, verb: "answer" | "close"): Promise<void> {
    trouble.value = null;
    const answer = await delivery.send<Snapshot<HelpData>>(`/help/${encodeURIComponent(call.id)}/${verb}`, () => ({}));
    if (answer.kind === "ok") topics.put(answer.value);
    else trouble.value = { what: answer.error.message, remedy: answer.error.remedy };
  }

  return {
    calls,
    trouble,
    mayCome: mayCome(role),
    answer: (call) => void say(call, "answer"),
    close: (call) => void say(call, "close"),
  };
}

function ringFor(calls: HelpDesk["calls"]): void {
  const sound = createSound();
  let heard: ReadonlySet<string> = new Set();
  effect(() => {
    const open = calls.value?.data.calls ?? [];
    if (freshCalls(heard, open).length > 0) {
      sound.play("see_desk");
      if ("vibrate" in navigator) navigator.vibrate(BUZZ_MS); // not in every browser that the types know
    }
    heard = new Set(open.map(({ id }) => id));
  });
}
