/** The ticked lines of a paper list, from being typed to being recorded. Pure. */
import { type Person } from "@client/people";
import { type ScanAnswer } from "@client/scans";
import { type Trouble } from "../parts/trouble";

/** Somebody who was found by name, or a ticket that lay with the list. */
export type Who = { readonly kind: "person"; readonly person: Person } | { readonly kind: "code"; readonly code: string };

export type LineState =
  | { readonly kind: "typed" }
  | { readonly kind: "sending" }
  | { readonly kind: "answered"; readonly answer: ScanAnswer }
  /** It was not recorded, and why. */
  | { readonly kind: "declined"; readonly trouble: Trouble }
  | { readonly kind: "undone" };

export interface Line {
  /** The id of its scan; another attempt has another. */
  readonly id: string;
  readonly who: Who;
  /** An event day, as an ISO date. */
  readonly day: string;
  /** Of the event's clocks, such as 09:15. */
  readonly time: string;
  readonly state: LineState;
}

export type LineEvent =
  | { readonly kind: "typed"; readonly line: Omit<Line, "state"> }
  | { readonly kind: "taken_out"; readonly id: string }
  /** `as` is the id of another attempt, by which a refusal is set aside. */
  | { readonly kind: "sent"; readonly id: string; readonly as?: string }
  | { readonly kind: "answered"; readonly id: string; readonly answer: ScanAnswer }
  | { readonly kind: "declined"; readonly id: string; readonly trouble: Trouble }
  | { readonly kind: "undone"; readonly id: string };

/** The newest line is the first. */
export function onLineEvent(lines: readonly Line[], event: LineEvent): readonly Line[] {
  switch (event.kind) {
    case "typed":
      return [{ ...event.line, state: { kind: "typed" } }, ...lines];
    case "taken_out":
      return lines.filter(({ id, state }) => id !== event.id || state.kind === "sending");
    case "sent":
      return changed(lines, event.id, { kind: "sending" }, event.as);
    case "answered":
      return changed(lines, event.id, { kind: "answered", answer: event.answer });
    case "declined":
      return changed(lines, event.id, { kind: "declined", trouble: event.trouble });
    case "undone":
      return changed(lines, event.id, { kind: "undone" });
  }
}

/** Those that wait to be sent, in the order in which they were typed. */
export function waiting(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ state }) => state.kind === "typed").reverse();
}

/** True while closing the page would lose what was typed. */
export function isUnsent(lines: readonly Line[]): boolean {
  return lines.some(({ state }) => state.kind === "typed" || state.kind === "sending");
}

/** The same person ticked twice on this page: a slip of the hand, or two lists. */
export function isTwice(lines: readonly Line[], line: Line): boolean {
  return lines.some((other) => other.id !== line.id && key(other.who) === key(line.who) && other.day === line.day);
}

/** A time as people type it ("915", "9.15", "09:15", "9"), as the server takes it; null for what is none. */
export function timeOf(text: string): string | null {
  const match = /^(\d{1,2})(?:[:.,h ]?(\d{2}))?$/.exec(text.trim());
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2] ?? "0")];
  if (match === null || hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

function key(who: Who): string {
  return who.kind === "person" ? who.person.id : who.code;
}

function changed(lines: readonly Line[], id: string, state: LineState, as: string = id): readonly Line[] {
  return lines.map((line) => (line.id === id ? { ...line, id: as, state } : line));
}
