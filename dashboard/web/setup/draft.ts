/** What stands in one field, from the first key until the server holds it. Pure. */
import { type Trouble } from "../parts/trouble";

/** What came of sending a value. `newer`: somebody else has saved another one meanwhile. */
export type Sent<V> =
  | { readonly kind: "ok"; readonly value: V; readonly warning: Trouble | null }
  | { readonly kind: "refused"; readonly trouble: Trouble }
  | { readonly kind: "unreachable" }
  | { readonly kind: "newer"; readonly value: V };

/** `waiting`: the server did not answer, and is asked again. `conflict`: somebody must choose between two values. */
export type Stage = "still" | "typed" | "saving" | "waiting" | "saved" | "refused" | "conflict";

export interface Draft<V> {
  readonly stage: Stage;
  /** What the server held when this draft began. */
  readonly base: V;
  readonly typed: V;
  /** What is on its way. */
  readonly sending: V;
  /** Counts the tries: another number is another request. */
  readonly tries: number;
  /** Typed on while a value was on its way, and left: the newer value goes next. */
  readonly isDue: boolean;
  /** What somebody else saved. */
  readonly theirs: V | null;
  /** Why it is not saved; or, when it is, what to know of it. */
  readonly trouble: Trouble | null;
}

/** `left` is the end of typing; `settled` is the document's value, whoever changed it. */
export type DraftEvent<V> =
  | { readonly kind: "typed" | "settled"; readonly value: V }
  | { readonly kind: "left" | "again" | "dropped" | "mine" | "theirs" }
  | { readonly kind: "answered"; readonly sent: Sent<V> };

export function draftOf<V>(value: V): Draft<V> {
  return { stage: "still", base: value, typed: value, sending: value, tries: 0, isDue: false, theirs: null, trouble: null };
}

export function onDraftEvent<V>(draft: Draft<V>, event: DraftEvent<V>): Draft<V> {
  switch (event.kind) {
    case "typed":
      return typed(draft, event.value);
    case "left":
      return left(draft);
    case "again":
      return draft.stage === "waiting" ? send(draft, draft.typed) : draft;
    case "dropped":
      return isOnItsWay(draft) || draft.stage === "conflict" ? draft : draftOf(draft.base);
    case "mine":
      return draft.stage === "conflict" ? send({ ...draft, base: draft.theirs as V }, draft.typed) : draft;
    case "theirs":
      return draft.stage === "conflict" ? draftOf(draft.theirs as V) : draft;
    case "settled":
      return settled(draft, event.value);
    case "answered":
      return draft.stage === "saving" ? answered(draft, event.sent) : draft;
  }
}

/** Values are texts, numbers, lists and plain objects. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** True while leaving the page would lose something. */
export function isUnsaved({ stage }: { readonly stage: Stage }): boolean {
  return !["still", "saved"].includes(stage);
}

function isOnItsWay({ stage }: Draft<unknown>): boolean {
  return stage === "saving" || stage === "waiting";
}

function typed<V>(draft: Draft<V>, value: V): Draft<V> {
  if (isOnItsWay(draft) || draft.stage === "conflict") return { ...draft, typed: value, isDue: false };
  return { ...draft, typed: value, stage: same(value, draft.base) ? "still" : "typed", trouble: null };
}

function left<V>(draft: Draft<V>): Draft<V> {
  if (isOnItsWay(draft)) return { ...draft, isDue: true };
  const isWorthSending = draft.stage === "typed" || draft.stage === "refused";
  return isWorthSending && !same(draft.typed, draft.base) ? send(draft, draft.typed) : draft;
}

function send<V>(draft: Draft<V>, value: V): Draft<V> {
  return { ...draft, stage: "saving", sending: value, tries: draft.tries + 1, isDue: false, theirs: null, trouble: null };
}

function settled<V>(draft: Draft<V>, value: V): Draft<V> {
  if (isOnItsWay(draft) || same(value, draft.base)) return draft; // the answer to what is on its way tells more
  if (!isUnsaved(draft)) return { ...draftOf(value), tries: draft.tries };
  if (same(value, draft.typed)) return { ...draftOf(value), tries: draft.tries, stage: "saved" };
  return { ...draft, stage: "conflict", theirs: value, trouble: null };
}

function answered<V>(draft: Draft<V>, sent: Sent<V>): Draft<V> {
  switch (sent.kind) {
    case "unreachable":
      return { ...draft, stage: "waiting" };
    case "refused":
      return { ...draft, stage: "refused", trouble: sent.trouble };
    case "newer":
      return { ...draft, stage: "conflict", theirs: sent.value };
    case "ok":
      return saved(draft, sent.value, sent.warning);
  }
}

function saved<V>(draft: Draft<V>, value: V, warning: Trouble | null): Draft<V> {
  if (same(draft.typed, draft.sending)) return { ...draftOf(value), tries: draft.tries, stage: "saved", trouble: warning };
  const typedOn: Draft<V> = { ...draft, base: value, stage: "typed" };
  return draft.isDue ? left(typedOn) : typedOn;
}
