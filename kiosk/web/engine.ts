// Runs the machine: keeps the model, hands effects on, and wakes it at its deadline.
import { signal, type ReadonlySignal } from "@preact/signals";
import { step } from "./machine";
import type { Effect, Event, Model } from "./model";
import { deadline } from "./stays";

export interface Engine {
  readonly model: ReadonlySignal<Model>;
  dispatch(event: Event): void;
}

export interface EngineParts {
  readonly run: (effect: Effect) => void;
  readonly now: () => number;
  /** Calls back after so many ms and answers with what cancels that. */
  readonly after: (ms: number, then: () => void) => () => void;
}

export function createEngine(first: Model, { run, now, after }: EngineParts): Engine {
  const model = signal(first);
  let cancel: () => void = () => undefined;

  const dispatch = (event: Event): void => {
    const next = step(model.peek(), event);
    model.value = next.model;
    cancel();
    const due = deadline(next.model);
    if (due !== null) cancel = after(Math.max(0, due - now()), () => dispatch({ kind: "ticked", at: now() }));
    next.effects.forEach(run);
  };

  return { model, dispatch };
}
