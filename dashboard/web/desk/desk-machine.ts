/** The desk as states and events: who was found, whose card is open, what became of the last check-in. Pure. */
import { type ScanAnswer } from "@client/scans";
import { type Trouble } from "../parts/trouble";
import { type Card, type Person } from "@client/people";
import { type Found } from "./search";

export type Outcome =
  | { readonly kind: "sending"; readonly scanId: string }
  | { readonly kind: "answered"; readonly answer: ScanAnswer }
  | { readonly kind: "declined"; readonly trouble: Trouble };

export type DialogName = "override" | "edit" | "pay" | "badge" | "substitute" | "cancel" | "note" | "kiosk_code" | "walk_in";

export interface Desk {
  /** What stands in the field. */
  readonly text: string;
  /** The last answer to a question; null before the first and for an empty field. */
  readonly found: Found | null;
  /** Which line Enter opens. */
  readonly picked: number;
  /** True once the arrows have gone into the list: digits then choose a line instead of being typed. */
  readonly isChoosing: boolean;
  /** True while Enter waits for the answer to what was typed. */
  readonly isWaiting: boolean;
  /** Whose card is open. */
  readonly open: string | null;
  /** The card, or why there is none. */
  readonly card: Card | Trouble | null;
  readonly outcome: Outcome | null;
  readonly dialog: DialogName | null;
}

export type DeskEvent =
  | { readonly kind: "typed"; readonly text: string }
  | { readonly kind: "searched"; readonly found: Found }
  | { readonly kind: "moved"; readonly by: 1 | -1 }
  /** Enter came before the answer: a single person found is opened when it comes. */
  | { readonly kind: "waits" }
  | { readonly kind: "opened"; readonly id: string }
  | { readonly kind: "card"; readonly id: string; readonly card: Card | Trouble }
  | { readonly kind: "closed" }
  | { readonly kind: "sent"; readonly scanId: string; readonly isCode: boolean }
  | { readonly kind: "answer"; readonly answer: ScanAnswer }
  | { readonly kind: "declined"; readonly scanId: string; readonly trouble: Trouble }
  | { readonly kind: "undone"; readonly scanId: string }
  | { readonly kind: "ask"; readonly dialog: DialogName }
  | { readonly kind: "asked" };

export const AT_THE_DESK: Desk = {
  text: "",
  found: null,
  picked: 0,
  isChoosing: false,
  isWaiting: false,
  open: null,
  card: null,
  outcome: null,
  dialog: null,
};

export function onDeskEvent(desk: Desk, event: DeskEvent): Desk {
  switch (event.kind) {
    case "typed":
      return { ...desk, text: event.text, picked: 0, isChoosing: false, isWaiting: false, found: event.text.trim() === "" ? null : desk.found };
    case "searched":
      return onSearched(desk, event.found);
    case "moved":
      return { ...desk, picked: moved(desk, event.by), isChoosing: people(desk).length > 0 };
    case "waits":
      return { ...desk, isWaiting: true };
    case "opened":
      return opened(desk, event.id);
    case "card":
      return event.id === desk.open ? { ...desk, card: event.card, found: upToDate(desk.found, event.card) } : desk;
    case "closed":
      return { ...desk, open: null, card: null, outcome: null, dialog: null };
    case "sent":
      return onSent(desk, event.scanId, event.isCode);
    case "answer":
      return onAnswer(desk, event.answer);
    case "declined":
      return awaits(desk, event.scanId) ? { ...desk, outcome: { kind: "declined", trouble: event.trouble } } : desk;
    case "undone":
      return shows(desk, event.scanId) ? { ...desk, outcome: null } : desk;
    case "ask":
      return { ...desk, dialog: event.dialog };
    case "asked":
      return { ...desk, dialog: null };
  }
}

export function people({ found }: Desk): readonly Person[] {
  return found?.kind === "found" ? found.people : [];
}

export function isCard(card: Desk["card"]): card is Card {
  return card !== null && "attendee" in card;
}

/** What was found, the line of the one whose card came as the card has it: who was just checked in is not "not here". */
function upToDate(found: Found | null, card: Card | Trouble): Found | null {
  if (found?.kind !== "found" || !isCard(card)) return found;
  const { attendee } = card;
  return { ...found, people: found.people.map((person) => (person.id === attendee.id ? attendee : person)) };
}

function onSearched(desk: Desk, found: Found): Desk {
  // While nobody can be asked, the people found before stay: they are a start, and the page says how old they are.
  if (found.kind === "unasked" && people(desk).length > 0) return desk;
  const [only, ...others] = found.kind === "found" ? found.people : [];
  if (desk.isWaiting && only !== undefined && others.length === 0) return opened({ ...desk, found, picked: 0 }, only.id);
  const last = found.kind === "found" ? Math.max(0, found.people.length - 1) : 0;
  return { ...desk, found, isWaiting: false, picked: Math.min(desk.picked, last) };
}

function moved(desk: Desk, by: 1 | -1): number {
  const last = people(desk).length - 1;
  // The first press of an arrow goes into the list, whose first line is marked already.
  if (!desk.isChoosing && by === 1) return desk.picked;
  return Math.max(0, Math.min(last, desk.picked + by));
}

function opened(desk: Desk, id: string): Desk {
  if (id === desk.open) return { ...desk, dialog: null };
  return { ...desk, open: id, card: null, outcome: null, dialog: null, isChoosing: false, isWaiting: false };
}

function onSent(desk: Desk, scanId: string, isCode: boolean): Desk {
  const outcome: Outcome = { kind: "sending", scanId };
  // Whose code it is, nobody knows yet: the card of the one before must not stand beside it.
  return isCode ? { ...AT_THE_DESK, outcome } : { ...desk, outcome, dialog: null };
}

function onAnswer(desk: Desk, answer: ScanAnswer): Desk {
  // An answer that came late belongs to somebody who has gone: it must not stand on the next one's card.
  if (!awaits(desk, answer.scan_id)) return desk;
  const open = answer.attendee?.id ?? desk.open;
  return { ...desk, open, card: open === desk.open ? desk.card : null, outcome: { kind: "answered", answer } };
}

function awaits({ outcome }: Desk, scanId: string): boolean {
  return outcome?.kind === "sending" && outcome.scanId === scanId;
}

function shows({ outcome }: Desk, scanId: string): boolean {
  return outcome?.kind === "answered" && outcome.answer.scan_id === scanId;
}
