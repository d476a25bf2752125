/** Conflicts of scans: what stations did while they were cut off, and what somebody finds out about each. */
import { type ScanConflict, type Verdict } from "@client/snapshots";
import { type Topics } from "@client/topics";
import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { type Delivery } from "../parts/delivery";
import { type Trouble } from "../parts/trouble";

export interface ConflictDesk {
  /** Those that nobody has looked into first; empty for who may not see them. */
  readonly all: ReadonlySignal<readonly ScanConflict[]>;
  /** Why the last thing said did not happen. */
  readonly trouble: Signal<Trouble | null>;
  resolve(conflict: ScanConflict, verdict: Verdict): void;
  reopen(conflict: ScanConflict): void;
}

/** The answers to a conflict, the likelier first. */
export function verdictsFor(kind: ScanConflict["kind"]): readonly Verdict[] {
  return kind === "same_ticket_twice" ? ["same_person", "two_people"] : ["noted"];
}

export function createConflictDesk(topics: Topics, delivery: Delivery): ConflictDesk {
  const { conflicts } = topics.subscribe(["conflicts"]);
  const trouble = signal<Trouble | null>(null);

  async function say(conflict: ScanConflict, verb: "resolve" | "reopen", body: object): Promise<void> {
    trouble.value = null;
    const answer = await delivery.send(`/conflicts/${encodeURIComponent(conflict.scan_id)}/${verb}`, () => body);
    if (answer.kind !== "ok") trouble.value = { what: answer.error.message, remedy: answer.error.remedy };
  }

  return {
    all: computed(() => conflicts.value?.data.conflicts ?? []),
    trouble,
    resolve: (conflict, verdict) => void say(conflict, "resolve", { verdict }),
    reopen: (conflict) => void say(conflict, "reopen", {}),
  };
}
