/** Saves parts of the document one after another, each on the version that is there now. */
import { type Answer, type Api } from "@client/api";
import { type Signal } from "@preact/signals";
import { type Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { type SetupDocument, type Thing, type Versioned } from "./document";
import { same, type Sent } from "./draft";

/** How a field reads its value from a thing, and what of the thing changes with it. */
export interface Part<T, V> {
  of(thing: T): V;
  change(thing: T, value: V): object;
}

export interface Saving {
  /** `base` is the value that was there when the typing began: somebody else's change of another part is no conflict. */
  save<T extends Versioned, V>(thing: Thing<T>, part: Part<T, V>, value: V, base: V): Promise<Sent<V>>;
}

type Saved<T> = Answer<T> | { readonly kind: "newer" };

const TRIES = 5; // against a colleague who saves other parts of the same thing all the time

export function createSaving(api: Pick<Api, "put">, document: Signal<SetupDocument>): Saving {
  let last: Promise<unknown> = Promise.resolve();

  async function put<T extends Versioned>(thing: Thing<T>, change: (now: T) => object): Promise<Saved<T>> {
    const now = thing.read(document.peek());
    if (now === undefined) return { kind: "newer" };
    const answer = await api.put<T>(thing.path, { ...change(now), version: now.version });
    const current = answer.kind === "ok" ? answer.value : currentIn<T>(answer);
    if (current === null) return answer;
    document.value = thing.write(document.peek(), current);
    return answer.kind === "ok" ? answer : { kind: "newer" };
  }

  /** In turn: two fields of one thing at once would each name the same version, and one would be refused. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = last.then(act);
    last = result;
    return result;
  }

  async function save<T extends Versioned, V>(thing: Thing<T>, part: Part<T, V>, value: V, base: V): Promise<Sent<V>> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await put(thing, (now) => part.change(now, value));
      if (answer.kind !== "newer") return sentOf(answer, part);
      const theirs = thing.read(document.peek());
      if (theirs === undefined) return { kind: "refused", trouble: { what: t("setup.gone"), remedy: t("setup.gone_next") } };
      if (same(part.of(theirs), value)) return { kind: "ok", value, warning: null };
      if (!same(part.of(theirs), base)) return { kind: "newer", value: part.of(theirs) };
    }
    return { kind: "unreachable" };
  }

  return { save: (thing, part, value, base) => inTurn(() => save(thing, part, value, base)) };
}

function sentOf<T, V>(answer: Answer<T>, part: Part<T, V>): Sent<V> {
  if (answer.kind === "ok") return { kind: "ok", value: part.of(answer.value), warning: warningIn(answer.value) };
  if (answer.kind === "unreachable") return { kind: "unreachable" };
  return { kind: "refused", trouble: troubleOf(answer) };
}

/** The thing as somebody else has saved it, when that is why it was refused. */
function currentIn<T>(answer: Exclude<Answer<T>, { kind: "ok" }>): T | null {
  if (answer.kind !== "refused" || answer.error.code !== "changed_meanwhile") return null;
  const { current } = answer.error;
  return typeof current === "object" && current !== null && "version" in current ? (current as T) : null;
}

function warningIn(value: unknown): Trouble | null {
  const { warnings = [] } = value as { readonly warnings?: readonly { readonly message: string; readonly remedy: string }[] };
  const [first] = warnings;
  return first === undefined ? null : { what: first.message, remedy: first.remedy };
}
