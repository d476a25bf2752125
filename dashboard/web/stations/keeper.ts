/** What every part of the stations' page works with, and the one way to change what a station is to be. */
import { type Api } from "@client/api";
import { type StationCard } from "@client/snapshots";
import { type Topics, type TopicSignals } from "@client/topics";
import { type Signal, signal } from "@preact/signals";
import { type Me } from "../me";
import { type Trouble, troubleOf } from "../parts/trouble";
import { type Undo } from "../parts/undo";
import { t } from "../texts";
import { changesOf, contested, undoing, type Wanted, type WantedKey, wantedOf } from "./wanted";

export interface Choices {
  readonly places: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  /** What the event speaks, in its order. */
  readonly languages: readonly string[];
}

export interface Keeper {
  readonly me: Me;
  readonly api: Api;
  readonly topics: Topics;
  readonly live: TopicSignals<"totals" | "stations" | "printers">;
  /** Null until the server has told them. */
  readonly choices: Signal<Choices | null>;
  /** The languages that a kiosk has words in. */
  readonly spoken: Signal<readonly string[]>;
  readonly undo: Signal<Undo | null>;
  /** Why the last thing asked for did not happen. */
  readonly trouble: Signal<Trouble | null>;
}

/** What came of a change. `newer`: somebody else has changed the same parts meanwhile, to what `theirs` says. */
export type Put =
  | { readonly kind: "saved" }
  | { readonly kind: "refused"; readonly trouble: Trouble }
  | { readonly kind: "newer"; readonly keys: readonly WantedKey[]; readonly theirs: Versioned };

export interface Versioned {
  readonly wanted: Wanted;
  readonly version: number;
}

type Answered = Wanted & { readonly version: number };

const TRIES = 5; // against a colleague who changes other parts of the same station all the time

export function createKeeper(me: Me, api: Api, topics: Topics): Keeper {
  const choices = signal<Choices | null>(null);
  const spoken = signal<readonly string[]>([]);
  void api.get<Choices>("/stations/choices").then((answer) => {
    if (answer.kind === "ok") choices.value = answer.value;
  });
  void api.get<Readonly<Record<string, unknown>>>("/kiosk/next-steps").then((answer) => {
    if (answer.kind === "ok") spoken.value = Object.keys(answer.value);
  });
  return {
    me,
    api,
    topics,
    live: topics.subscribe(["totals", "stations", "printers"]),
    choices,
    spoken,
    undo: signal<Undo | null>(null),
    trouble: signal<Trouble | null>(null),
  };
}

export function versionedOf(card: StationCard): Versioned {
  return { wanted: wantedOf(card), version: card.version };
}

/** Changes a station from what `base` says, and offers to take it back. Another's change of other parts is no conflict. */
export async function put(keeper: Keeper, id: string, base: Versioned, changes: Partial<Wanted>): Promise<Put> {
  let { version } = base;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await keeper.api.put<Answered>(`/stations/${encodeURIComponent(id)}`, { ...changes, version });
    if (answer.kind === "ok") {
      offerUndo(keeper, id, base.wanted, { wanted: answer.value, version: answer.value.version }, changes);
      return { kind: "saved" };
    }
    const theirs = answer.kind === "refused" && answer.error.code === "changed_meanwhile" ? (answer.error.current as Answered) : null;
    if (theirs === null) return { kind: "refused", trouble: troubleOf(answer) };
    const keys = contested(base.wanted, changes, theirs);
    if (keys.length > 0) return { kind: "newer", keys, theirs: { wanted: theirs, version: theirs.version } };
    version = theirs.version;
  }
  return { kind: "refused", trouble: { what: t("common.not_done"), remedy: t("common.try_again") } };
}

/** As `put`, for what is done with one tap: the page says why it did not happen. */
export async function putAtOnce(keeper: Keeper, card: StationCard, changes: Partial<Wanted>): Promise<void> {
  keeper.trouble.value = null;
  const outcome = await put(keeper, card.id, versionedOf(card), changes);
  if (outcome.kind !== "saved") keeper.trouble.value = troubleIn(outcome);
}

function offerUndo(keeper: Keeper, id: string, before: Wanted, now: Versioned, changes: Partial<Wanted>): void {
  const back = undoing(changes, before);
  const act = async (): Promise<void> => {
    const outcome = await put(keeper, id, now, back);
    keeper.trouble.value = outcome.kind === "saved" ? null : troubleIn(outcome);
    keeper.undo.value = null; // what was just taken back is not offered again
  };
  // What did not change needs no way back.
  const isDone = Object.keys(changesOf(before, { ...before, ...changes })).length > 0;
  keeper.undo.value = isDone ? { text: t("stations.saved", { name: now.wanted.name }), act: () => void act() } : null;
}

function troubleIn(outcome: Exclude<Put, { kind: "saved" }>): Trouble {
  return outcome.kind === "refused" ? outcome.trouble : { what: t("setup.not_undone"), remedy: t("setup.not_undone_next") };
}
