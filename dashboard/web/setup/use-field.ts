/** Joins a field of the page to its draft: sends it, asks again while there is no server, offers to take it back. */
import { useEffect, useId, useReducer, useRef } from "preact/hooks";
import { type Draft, type DraftEvent, draftOf, onDraftEvent, same } from "./draft";
import { type Field, offerUndo, type Setup } from "./setup";

const PAUSE_MS = 2_000;

export interface FieldDraft<V> extends Draft<V> {
  /** For the ids of its elements. */
  readonly id: string;
  type(value: V): void;
  leave(): void;
  /** A choice: typed and left at once. */
  choose(value: V): void;
  drop(): void;
  keepMine(): void;
  takeTheirs(): void;
}

export function useField<V>(setup: Setup, field: Field<V>): FieldDraft<V> {
  const [draft, dispatch] = useReducer<Draft<V>, DraftEvent<V>>(onDraftEvent, draftOf(field.value));
  const id = useId();
  const { stage, tries, base, sending } = draft;
  const latest = useRef(field);
  latest.current = field;
  const settled = JSON.stringify(field.value);
  useEffect(() => dispatch({ kind: "settled", value: latest.current.value }), [settled, stage]);
  useEffect(() => {
    if (stage !== "saving") return;
    void latest.current.send(sending, base).then((sent) => {
      if (sent.kind === "ok" && !same(sent.value, base)) offerUndo(setup, latest.current, base, sent.value);
      dispatch({ kind: "answered", sent });
    });
  }, [tries]);
  useEffect(() => {
    if (stage !== "waiting") return undefined;
    const timer = setTimeout(() => dispatch({ kind: "again" }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [stage]);
  useEffect(() => setup.note(id, stage), [stage]);
  useEffect(() => () => setup.note(id, null), []);
  const say = (kind: "left" | "dropped" | "mine" | "theirs") => () => dispatch({ kind });
  const type = (value: V): void => dispatch({ kind: "typed", value });
  return {
    ...draft,
    id,
    type,
    leave: say("left"),
    choose: (value) => {
      type(value);
      dispatch({ kind: "left" });
    },
    drop: say("dropped"),
    keepMine: say("mine"),
    takeTheirs: say("theirs"),
  };
}
