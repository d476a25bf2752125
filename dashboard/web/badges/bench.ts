/** The layout in hand: its text, what is saved of it, and what it draws. */
import { type Answer, type Api } from "@client/api";
import { type ReadonlySignal, type Signal, batch, computed, signal } from "@preact/signals";
import { type Trouble, troubleOf } from "../parts/trouble";
import { type Undo } from "../parts/undo";
import { type Category } from "../setup/document";
import { t } from "../texts";
import { type Kept } from "./kept";
import { type LayoutText, type Mistake, type Overview, type Preview, type SavedLayout, type ShownBadge, type Trying } from "./layouts";
import { createNewest } from "./newest";

const PAUSE_MS = 350;
const USUAL = "default";

/** `unreachable`: the server did not answer; the text is kept. */
export type Stage = "saved" | "typed" | "saving" | "refused" | "unreachable" | "conflict";

export interface Bench {
  readonly api: Api;
  readonly overview: Signal<Overview>;
  /** The layout in hand; null until the server has said, or where the event has none. */
  readonly saved: ReadonlySignal<SavedLayout | null>;
  readonly text: ReadonlySignal<string>;
  readonly stage: ReadonlySignal<Stage>;
  /** True where the text was typed before this page was loaded. */
  readonly isBack: ReadonlySignal<boolean>;
  readonly trouble: Signal<Trouble | null>;
  readonly undo: Signal<Undo | null>;
  readonly trying: ReadonlySignal<Trying>;
  readonly mistake: ReadonlySignal<Mistake | null>;
  readonly preview: ReadonlySignal<Preview | null>;
  readonly isDrawing: ReadonlySignal<boolean>;
  choose(name: string): Promise<void>;
  type(text: string): void;
  /** Puts another text in place of what stands there, and offers the way back. */
  replace(text: string, what: string): void;
  /** Back to what is saved. */
  drop(): void;
  save(): Promise<void>;
  takeTheirs(): void;
  keepMine(): Promise<void>;
  goBack(version: number): Promise<void>;
  add(name: string, toml: string): Promise<Answer<SavedLayout>>;
  remove(): Promise<Answer<unknown>>;
  try(change: Partial<Trying>): void;
  assign(category: Category, layout: string): Promise<void>;
  refresh(): Promise<void>;
}

interface Asked {
  readonly toml: string;
  readonly trying: Trying;
}

export function createBench(api: Api, kept: Kept, first: Overview): Bench {
  const overview = signal(first);
  const saved = signal<SavedLayout | null>(null);
  const text = signal("");
  const base = signal(0); // the version on which the text was typed
  const doing = signal<Stage | null>(null); // what became of the last save, until something is typed
  const theirs = signal<LayoutText | null>(null);
  const isBack = signal(false);
  const trouble = signal<Trouble | null>(null);
  const undo = signal<Undo | null>(null);
  const trying = signal<Trying>({ name: "", category: "" });
  const preview = signal<Preview | null>(null);
  const mistake = signal<Mistake | null>(null);
  const isDrawing = signal(false);
  let tried: readonly string[] = []; // the hardest names are looked for once

  const stage = computed<Stage>(() => doing.value ?? (text.value === (saved.value?.toml ?? "") ? "saved" : "typed"));

  async function ask({ toml, trying: { name, category } }: Asked): Promise<Answer<Preview>> {
    return api.post<Preview>("/layouts/preview", { toml, name, category, attendees: name.trim() === "" ? tried : [] });
  }

  function told(answer: Answer<Preview>): void {
    isDrawing.value = false;
    if (answer.kind !== "ok") {
      trouble.value = troubleOf(answer);
      return;
    }
    mistake.value = answer.value.problem;
    if (answer.value.problem !== null) return; // the badges before it are better than none
    preview.value = withReasons(answer.value, preview.peek());
    const ids = answer.value.badges.map(({ attendee_id }) => attendee_id).filter((id) => id !== "");
    if (tried.length === 0) tried = ids;
  }

  const newest = createNewest(ask, told, PAUSE_MS);

  function draw(): void {
    isDrawing.value = true;
    trouble.value = null; // it was of the text before
    newest.wish({ toml: text.peek(), trying: trying.peek() });
  }

  function put(toml: string): void {
    text.value = toml;
    doing.value = null;
    const held = saved.peek();
    if (held === null) return;
    if (toml === held.toml) kept.forget(held.name);
    else kept.write(held.name, { toml, version: base.peek() });
    draw();
  }

  function take(layout: SavedLayout): void {
    const before = kept.read(layout.name);
    const isOurs = before !== null && before.toml !== layout.toml;
    if (!isOurs) kept.forget(layout.name);
    batch(() => {
      saved.value = layout;
      theirs.value = null;
      doing.value = null;
      isBack.value = isOurs;
      base.value = isOurs ? before.version : layout.version;
      text.value = isOurs ? before.toml : layout.toml;
    });
    draw();
  }

  /** A layout as the server holds it now, under a text that stays. */
  function settle(layout: SavedLayout): void {
    saved.value = layout;
    base.value = layout.version;
    isBack.value = false;
    doing.value = null;
    if (text.peek() === layout.toml) kept.forget(layout.name);
    else put(text.peek()); // typed on while it was on its way
  }

  async function refresh(): Promise<void> {
    const answer = await api.get<Overview>("/layouts");
    if (answer.kind === "ok") overview.value = answer.value;
  }

  async function send(version: number): Promise<void> {
    const held = saved.peek();
    if (held === null || doing.peek() === "saving") return;
    doing.value = "saving";
    trouble.value = null;
    const answer = await api.put<SavedLayout>(`/layouts/${held.name}`, { toml: text.peek(), version });
    if (saved.peek()?.name !== held.name) return; // another layout was chosen meanwhile; this one is kept or saved
    if (answer.kind === "ok") {
      settle(answer.value);
      await refresh();
      return;
    }
    const newer = answer.kind === "refused" && answer.error.code === "changed_meanwhile" ? (answer.error.current as LayoutText) : null;
    theirs.value = newer;
    doing.value = newer !== null ? "conflict" : answer.kind;
    if (newer === null) trouble.value = troubleOf(answer);
  }

  async function choose(name: string): Promise<void> {
    trouble.value = null;
    undo.value = null;
    const answer = await api.get<SavedLayout>(`/layouts/${name}`);
    if (answer.kind === "ok") take(answer.value);
    else trouble.value = troubleOf(answer);
  }

  function replace(toml: string, what: string): void {
    const before = text.peek();
    put(toml);
    isBack.value = false;
    undo.value = before === toml ? null : { text: what, act: () => put(before) };
  }

  return {
    api,
    overview,
    saved,
    text,
    stage,
    isBack,
    trouble,
    undo,
    trying,
    mistake,
    preview,
    isDrawing,
    choose,
    type: put,
    replace,
    drop: () => {
      base.value = saved.peek()?.version ?? 0;
      replace(saved.peek()?.toml ?? "", t("badges.dropped"));
    },
    save: () => send(base.peek()),
    takeTheirs: () => {
      const held = saved.peek();
      const newer = theirs.peek();
      if (held === null || newer === null) return;
      kept.forget(held.name);
      void choose(held.name);
    },
    keepMine: () => send(theirs.peek()?.version ?? 0),
    goBack: async (version) => {
      const held = saved.peek();
      if (held === null) return;
      const answer = await api.get<LayoutText>(`/layouts/${held.name}/versions/${version}`);
      if (answer.kind === "ok") replace(answer.value.toml, t("badges.version_taken", { version }));
      else trouble.value = troubleOf(answer);
    },
    add: async (name, toml) => {
      const answer = await api.put<SavedLayout>(`/layouts/${name}`, { toml, version: 0 });
      if (answer.kind === "ok") {
        take(answer.value);
        await refresh();
      }
      return answer;
    },
    remove: async () => {
      const held = saved.peek();
      const answer = await api.remove(`/layouts/${held?.name ?? ""}?version=${held?.version ?? 0}`);
      if (answer.kind === "ok") {
        kept.forget(held?.name ?? "");
        await refresh();
        await choose(USUAL);
      }
      return answer;
    },
    try: (change) => {
      trying.value = { ...trying.peek(), ...change };
      draw();
    },
    assign: async (category, layout) => {
      const answer = await api.put<Category>(`/setup/categories/${encodeURIComponent(category.id)}`, { layout, version: category.version });
      trouble.value = answer.kind === "ok" ? null : troubleOf(answer);
      await refresh();
    },
    refresh,
  };
}

/** Asked for by their ids, people come without what makes their names hard: that is known from before. */
function withReasons(now: Preview, before: Preview | null): Preview {
  const reasons = new Map(before?.badges.map((badge) => [badge.attendee_id, badge.why]));
  const badges = now.badges.map((badge): ShownBadge => ({ ...badge, why: badge.why.length > 0 ? badge.why : (reasons.get(badge.attendee_id) ?? []) }));
  return { ...now, badges };
}
