/** What moves the page of paper lists: lines are kept here until they are sent, and get their answers. */
import { type Api } from "@client/api";
import { newScanId, type ScanAnswer } from "@client/scans";
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Delivery } from "../parts/delivery";
import { type Line, type LineEvent, onLineEvent, waiting, type Who } from "./lines";

export interface Typist {
  readonly api: Api;
  readonly delivery: Delivery;
  readonly lines: ReadonlySignal<readonly Line[]>;
  add(who: Who, day: string, time: string): void;
  takeOut(line: Line): void;
  /** Sends every line that waits, in the order of the typing. */
  sendAll(): Promise<void>;
  /** Sends a refused line again, with the reason why it counts after all. */
  setAside(line: Line, reason: string): Promise<void>;
  undo(line: Line): Promise<void>;
}

export function createTypist(api: Api, delivery: Delivery): Typist {
  const lines = signal<readonly Line[]>([]);
  const dispatch = (event: LineEvent): void => {
    lines.value = onLineEvent(lines.peek(), event);
  };

  async function send(line: Line, id: string, reason?: string): Promise<void> {
    dispatch({ kind: "sent", id: line.id, as: id });
    const who = line.who.kind === "person" ? { attendee_id: line.who.person.id } : { code: line.who.code };
    const override = reason === undefined ? {} : { override: { reason } };
    const answer = await delivery.send<ScanAnswer>("/paper/lines", () => ({ scan_id: id, day: line.day, time: line.time, ...who, ...override }));
    if (answer.kind === "ok") dispatch({ kind: "answered", id, answer: answer.value });
    else dispatch({ kind: "declined", id, trouble: { what: answer.error.message, remedy: answer.error.remedy } });
  }

  return {
    api,
    delivery,
    lines,
    add: (who, day, time) => dispatch({ kind: "typed", line: { id: newScanId(), who, day, time } }),
    takeOut: ({ id }) => dispatch({ kind: "taken_out", id }),
    async sendAll() {
      await Promise.all(waiting(lines.peek()).map((line) => send(line, line.id)));
    },
    setAside: (line, reason) => send(line, newScanId(), reason),
    async undo({ id }) {
      const undoId = newScanId();
      const answer = await delivery.send(`/scans/${encodeURIComponent(id)}/undo`, () => ({ undo_id: undoId }));
      if (answer.kind === "ok") dispatch({ kind: "undone", id });
      else dispatch({ kind: "declined", id, trouble: { what: answer.error.message, remedy: answer.error.remedy } });
    },
  };
}
