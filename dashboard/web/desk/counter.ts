/** What moves the desk: questions go out, cards and outcomes come back. */
import { type Answer, type Api } from "@client/api";
import { newScanId, type Direction, type ScanAnswer } from "@client/scans";
import { createScanCount } from "@client/scan-count";
import { type Snapshot, type TotalsData } from "@client/snapshots";
import { createSound } from "@client/sound";
import { type Topics } from "@client/topics";
import { CLIENT_VERSION } from "@client/version";
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Me } from "../me";
import { type Trouble, troubleOf } from "../parts/trouble";
import { type Delivery } from "../parts/delivery";
import { type Undo } from "../parts/undo";
import { t } from "../texts";
import { type Category } from "./categories";
import { AT_THE_DESK, type Desk, type DeskEvent, onDeskEvent } from "./desk-machine";
import { type Card, type Person } from "@client/people";
import { createSearch } from "./search";

export interface CounterProps {
  readonly me: Me;
  readonly api: Api;
  readonly topics: Topics;
  readonly totals: ReadonlySignal<Snapshot<TotalsData> | null>;
  readonly delivery: Delivery;
}

export interface Counter extends CounterProps {
  readonly desk: ReadonlySignal<Desk>;
  /** What can be taken back for a few seconds, the newest only. */
  readonly undo: Signal<Undo | null>;
  /** What a person may be; empty until it was read once. */
  readonly categories: ReadonlySignal<readonly Category[]>;
  /** Why something was not taken back. */
  readonly trouble: Signal<Trouble | null>;
  dispatch(event: DeskEvent): void;
  type(text: string): void;
  open(id: string): void;
  close(): void;
  readCategories(): Promise<void>;
  /** Reads the open card anew. */
  refresh(): Promise<void>;
  /** Checks a scanned code in. */
  scan(code: string): Promise<void>;
  /** Sends what takes something back; says why when it did not work. */
  takeBack(path: string, body: unknown): Promise<void>;
  /** Checks the one whose card is open in or out; with a reason against a refusal. */
  check(direction: Direction, reason?: string): Promise<void>;
}

export function createCounter(props: CounterProps): Counter {
  const { api, topics, delivery } = props;
  const desk = signal(AT_THE_DESK);
  const undo = signal<Undo | null>(null);
  const categories = signal<readonly Category[]>([]);
  const trouble = signal<Trouble | null>(null);
  const sound = createSound();
  const nextCount = createScanCount(localStorage);
  const dispatch = (event: DeskEvent): void => {
    desk.value = onDeskEvent(desk.peek(), event);
  };
  const search = createSearch(
    (q) => api.post<{ attendees: readonly Person[] }>("/attendees/search", { q }),
    (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    (found) => {
      dispatch({ kind: "searched", found });
      const { open } = desk.peek();
      if (open !== followed) follow(open);
    },
  );

  // The open card, followed live: another desk's change shows here as it happens.
  let followed: string | null = null;
  let pushes = 0;
  let stopFollowing = (): void => undefined;
  function follow(id: string | null): void {
    if (id === followed) return;
    stopFollowing();
    if (followed !== null) topics.leave([`attendee:${followed}`]);
    followed = id;
    if (id === null) return;
    const topic = `attendee:${id}` as const;
    const pushed = topics.subscribe([topic])[topic];
    stopFollowing = effect(() => {
      if (pushed?.value) {
        pushes += 1;
        dispatch({ kind: "card", id, card: pushed.value.data });
      }
    });
    void refresh();
  }

  async function refresh(): Promise<void> {
    const { open: id } = desk.peek();
    if (id === null) return;
    const before = pushes;
    const answer = await api.get<Card>(`${attendeePath(id)}`);
    // What was pushed meanwhile is newer than this answer.
    if (pushes !== before) return;
    if (answer.kind === "ok") dispatch({ kind: "card", id, card: answer.value });
    else if (desk.peek().card === null) dispatch({ kind: "card", id, card: troubleOf(answer) });
  }

  async function send(path: string, scanId: string, body: () => unknown, isCode: boolean): Promise<void> {
    trouble.value = null;
    dispatch({ kind: "sent", scanId, isCode });
    const answer = await delivery.send<ScanAnswer>(path, body);
    if (answer.kind === "refused") {
      dispatch({ kind: "declined", scanId, trouble: { what: answer.error.message, remedy: answer.error.remedy } });
      return;
    }
    dispatch({ kind: "answer", answer: answer.value });
    sound.play(answer.value.outcome === "admitted" ? "welcome" : "see_desk");
    if (answer.value.outcome === "admitted") offerUndo(answer.value);
    follow(desk.peek().open);
    await refresh();
  }

  function offerUndo(answer: ScanAnswer): void {
    const name = answer.attendee?.name ?? "";
    undo.value = {
      text: t(answer.direction === "in" ? "desk.checked_in" : "desk.checked_out", { name }),
      act: () => void undoScan(answer),
    };
  }

  async function takeBack(path: string, body: unknown): Promise<void> {
    trouble.value = null;
    const answer = await api.post(path, body);
    if (answer.kind !== "ok") trouble.value = troubleOf(answer);
    await refresh();
  }

  async function undoScan({ scan_id }: ScanAnswer): Promise<void> {
    const undoId = newScanId();
    const answer = await delivery.send(`/scans/${encodeURIComponent(scan_id)}/undo`, () => ({ undo_id: undoId }));
    if (answer.kind === "ok") dispatch({ kind: "undone", scanId: scan_id });
    else trouble.value = { what: answer.error.message, remedy: answer.error.remedy };
    await refresh();
  }

  return {
    ...props,
    desk,
    undo,
    categories,
    trouble,
    dispatch,
    refresh,
    takeBack,
    async readCategories() {
      const answer = await api.get<{ categories: readonly Category[] }>("/desk/categories");
      if (answer.kind === "ok") categories.value = answer.value.categories;
    },
    type(text) {
      dispatch({ kind: "typed", text });
      search.ask(text);
    },
    open(id) {
      trouble.value = null;
      dispatch({ kind: "opened", id });
      follow(id);
    },
    close() {
      dispatch({ kind: "closed" });
      follow(null);
    },
    scan(code) {
      search.ask("");
      follow(null);
      const scan = {
        scan_id: newScanId(),
        code,
        direction: "in",
        occurred_at: new Date().toISOString(),
        station_seq: nextCount(),
        client_version: CLIENT_VERSION,
      };
      return send("/desk/scans", scan.scan_id, () => ({ ...scan, sent_at: new Date().toISOString() }), true);
    },
    check(direction, reason) {
      const scanId = newScanId();
      const override = reason === undefined ? {} : { override: { reason } };
      const path = `${attendeePath(desk.peek().open ?? "")}/check-in`;
      return send(path, scanId, () => ({ scan_id: scanId, direction, ...override }), false);
    },
  };
}

export function attendeePath(id: string): string {
  return `/attendees/${encodeURIComponent(id)}`;
}

/** What a dialog shows of an answer that was not ok. */
export type NotDone = Exclude<Answer<unknown>, { kind: "ok" }>;
