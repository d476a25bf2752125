/** What every part of the page works with: the document, the one way to change it, and what is not saved yet. */
import { type Answer, type Api } from "@client/api";
import { type Topics } from "@client/topics";
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Trouble, troubleOf } from "../parts/trouble";
import { type Undo } from "../parts/undo";
import { t } from "../texts";
import { type Category, categoryThing, type ListName, placeThing, type Place, type Printer, printerThing, setting, type SetupDocument, type SettingName, type Settings, type SettingValues, type Texts, type Thing, type Versioned } from "./document";
import { isUnsaved, type Sent, type Stage } from "./draft";
import { type Item } from "./ready";
import { createSaving, type Part, type Saving } from "./saving";

export interface Setup extends Saving {
  readonly api: Api;
  readonly topics: Topics;
  readonly document: Signal<SetupDocument>;
  /** What is missing before the event can be opened; null until the server has said. */
  readonly ready: ReadonlySignal<readonly Item[] | null>;
  /** The kiosk's own next step after a refusal, by language and reason; empty until it has told. */
  readonly ownSteps: ReadonlySignal<Readonly<Record<string, Texts>>>;
  /** What can be taken back for a few seconds, the newest only. */
  readonly undo: Signal<Undo | null>;
  /** Why something was not taken back. */
  readonly trouble: Signal<Trouble | null>;
  /** How many values wait for the server. */
  readonly waiting: ReadonlySignal<number>;
  /** True while some do. */
  readonly isStuck: ReadonlySignal<boolean>;
  /** True while leaving the page would lose something. */
  readonly isUnsaved: ReadonlySignal<boolean>;
  /** Keeps account of a field; null when it leaves the page. */
  note(field: string, stage: Stage | null): void;
  /** Reads the document and the list of what is missing anew. */
  refresh(): Promise<void>;
  add<T extends Versioned & { readonly id: string }>(list: ListName, body: object): Promise<Answer<T>>;
  remove(list: ListName, id: string): Promise<Answer<unknown>>;
}

export function createSetup(api: Api, topics: Topics, first: SetupDocument): Setup {
  const document = signal(first);
  const ready = signal<readonly Item[] | null>(null);
  const ownSteps = signal<Readonly<Record<string, Texts>>>({});
  const stages = signal<ReadonlyMap<string, Stage>>(new Map());
  const saving = createSaving(api, document);

  async function refreshReady(): Promise<void> {
    const answer = await api.get<{ readonly items: readonly Item[] }>("/setup/readiness");
    if (answer.kind === "ok") ready.value = answer.value.items;
  }

  // Without an answer the fields say that there is a built-in sentence, and not which.
  void api.get<Readonly<Record<string, Texts>>>("/kiosk/next-steps").then((answer) => {
    if (answer.kind === "ok") ownSteps.value = answer.value;
  });

  const waiting = computed(() => [...stages.value.values()].filter((stage) => stage === "waiting").length);

  return {
    api,
    topics,
    document,
    ready,
    ownSteps,
    undo: signal(null),
    trouble: signal(null),
    waiting,
    isStuck: computed(() => waiting.value > 0),
    isUnsaved: computed(() => [...stages.value.values()].some((stage) => isUnsaved({ stage }))),
    note: (field, stage) => {
      const now = new Map(stages.peek());
      if (stage === null) now.delete(field);
      else now.set(field, stage);
      stages.value = now;
    },
    refresh: async () => {
      const before = document.peek();
      const answer = await api.get<SetupDocument>("/setup");
      // What was saved while this was on its way is newer than the answer.
      if (answer.kind === "ok" && document.peek() === before) document.value = answer.value;
      await refreshReady();
    },
    save: async (thing, part, value, base) => {
      const sent = await saving.save(thing, part, value, base);
      if (sent.kind === "ok") void refreshReady();
      return sent;
    },
    add: async <T extends Versioned & { readonly id: string }>(list: ListName, body: object) => {
      const answer = await api.post<T>(`/setup/${list}`, body);
      if (answer.kind === "ok") {
        const thing = thingOf(list, answer.value.id) as unknown as Thing<T>;
        document.value = thing.write(document.peek(), answer.value);
        void refreshReady();
      }
      return answer;
    },
    remove: async (list, id) => {
      const thing = thingOf(list, id);
      const answer = await api.remove(`${thing.path}?version=${thing.read(document.peek())?.version ?? 0}`);
      if (answer.kind === "ok") document.value = { ...document.peek(), [list]: document.peek()[list].filter((item) => item.id !== id) };
      void refreshReady();
      return answer;
    },
  };
}

function thingOf(list: ListName, id: string): Thing<Place> | Thing<Category> | Thing<Printer> {
  return { places: placeThing, categories: categoryThing, printers: printerThing }[list](id);
}

/** One field of the page: what it is called, what the document holds, and how it is saved. */
export interface Field<V> {
  readonly name: string;
  readonly value: V;
  send(value: V, base: V): Promise<Sent<V>>;
}

/** `now` is the thing as it is shown. */
export function fieldOf<T extends Versioned, V>(setup: Setup, name: string, thing: Thing<T>, now: T, part: Part<T, V>): Field<V> {
  return { name, value: part.of(now), send: (value, base) => setup.save(thing, part, value, base) };
}

export function settingField<N extends SettingName>(setup: Setup, name: string, of: N): Field<SettingValues[N]> {
  const part: Part<Settings[N], SettingValues[N]> = { of: (held) => held.value, change: (_, value) => ({ value }) };
  return fieldOf(setup, name, setting(of), setup.document.value.settings[of], part);
}

/** Offers to put the old value back. Somebody else's newer value stays. */
export function offerUndo<V>(setup: Setup, field: Field<V>, before: V, after: V): void {
  const act = async (): Promise<void> => {
    const sent = await field.send(before, after);
    setup.trouble.value = sent.kind === "ok" ? null : undoTrouble(sent);
  };
  setup.undo.value = { text: t("setup.saved_field", { field: field.name }), act: () => void act() };
}

function undoTrouble(sent: Exclude<Sent<unknown>, { kind: "ok" }>): Trouble {
  if (sent.kind === "refused") return sent.trouble;
  if (sent.kind === "unreachable") return troubleOf({ kind: "unreachable", cause: "network", error: null });
  return { what: t("setup.not_undone"), remedy: t("setup.not_undone_next") };
}
