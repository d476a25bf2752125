/** The desk's keys: which key does what where, and telling a scanner's keys from a person's. */
import { NO_BURST, wedgeKey } from "@client/scanner/wedge";
import { type Action, actionOf, actions, isDone } from "./actions";
import { type Desk, isCard, people } from "./desk-machine";

/** What has the focus: the one field, a button or link, something that takes its own keys, or nothing. */
export type Focus = "field" | "button" | "other" | "page";

export interface Press {
  readonly key: string;
  readonly isCtrl: boolean;
  readonly isAlt: boolean;
}

export type Command =
  | { readonly kind: "field" | "back" | "undo" | "walk_in" | "wait" | "next" }
  | { readonly kind: "move"; readonly by: 1 | -1 }
  | { readonly kind: "open"; readonly id: string }
  | { readonly kind: "action"; readonly action: Action };

/** What a key does, or null where it is the browser's. */
export function commandOf({ key, isCtrl, isAlt }: Press, focus: Focus, desk: Desk): Command | null {
  if (focus === "other") return null;
  if (isCtrl) return key.toLowerCase() === "z" && (focus !== "field" || desk.text === "") ? { kind: "undo" } : null;
  // In the field a digit belongs to an order number, until the arrows have gone into the list.
  const isLine = /^[1-9]$/.test(key) && (isAlt || focus !== "field" || desk.isChoosing);
  if (isLine) return openLine(desk, Number(key) - 1);
  if (isAlt) return null;
  if (key === "Escape") return { kind: "back" };
  if (key === "ArrowDown" || key === "ArrowUp") return isListed(desk, focus) ? { kind: "move", by: key === "ArrowDown" ? 1 : -1 } : null;
  if (focus === "field") return key === "Enter" ? enterInField(desk) : null;
  if (key === "/") return { kind: "field" };
  if (key === "Enter") return focus === "page" ? enterOnCard(desk) : null;
  const action = actionOf(key, actions(desk));
  if (action !== null) return { kind: "action", action };
  return key.toLowerCase() === "w" ? { kind: "walk_in" } : null;
}

function openLine(desk: Desk, index: number): Command | null {
  const person = people(desk)[index];
  return person === undefined ? null : { kind: "open", id: person.id };
}

function isListed(desk: Desk, focus: Focus): boolean {
  return people(desk).length > 0 && (focus === "field" || desk.open === null);
}

function enterInField(desk: Desk): Command | null {
  const text = desk.text.trim();
  if (text === "") return enterOnCard(desk);
  // The people on the page may be those of an earlier word: Enter must not open the wrong one's card.
  if (desk.found?.kind !== "found" || desk.found.text !== text) return { kind: "wait" };
  return desk.found.people.length === 0 ? { kind: "walk_in" } : openLine(desk, desk.picked);
}

function enterOnCard(desk: Desk): Command | null {
  if (desk.outcome?.kind === "sending") return null;
  if (isDone(desk)) return { kind: "next" };
  if (isCard(desk.card)) return actions(desk).includes("check_in") ? { kind: "action", action: "check_in" } : null;
  return desk.outcome === null ? null : { kind: "next" };
}

const SHORTEST_CODE = 6; // keys at a scanner's speed; fewer are a quick hand
const LONE_KEY_MS = 60; // a letter is acted on when no other follows within this time: else it is a code's first
const NO_SUFFIX_MS = 150; // a scanner set to send no Enter has ended when it falls silent

interface Hearing {
  readonly focus: () => Focus;
  /** A code was scanned. Where the field has the focus, its keys were typed there too. */
  readonly onCode: (code: string) => void;
  readonly commandOf: (press: Press, focus: Focus) => Command | null;
  readonly onCommand: (command: Command) => void;
}

/**
 * Listens to every key of the page; answers with the function that stops it.
 *
 * Unlike at a door nothing of a fast hand's typing is taken away: two letters rolled within 50 ms belong to a name, and
 * only a whole code with its Enter (or its silence) is told from typing.
 */
export function listenToDesk(target: EventTarget, hearing: Hearing): () => void {
  let burst = NO_BURST;
  let lone: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const take = (code: string): void => {
    burst = NO_BURST;
    hearing.onCode(code);
  };
  const onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.isComposing) return;
    const press = { key: event.key, isCtrl: event.ctrlKey || event.metaKey, isAlt: event.altKey };
    const focus = hearing.focus();
    const isTyped = [...event.key].length === 1 && !press.isCtrl && !press.isAlt;
    if (isTyped || event.key === "Enter") {
      clearTimeout(lone);
      clearTimeout(silence);
      const step = wedgeKey(burst, event.key, event.timeStamp);
      burst = step.burst;
      if (step.code !== null && step.code.length >= SHORTEST_CODE) {
        event.preventDefault();
        // In a dialog a scan is neither an answer nor the next person: it must not send the form.
        if (focus !== "other") take(step.code);
        return;
      }
    }
    if (event.repeat && !event.key.startsWith("Arrow")) return;
    const command = hearing.commandOf(press, focus);
    if (isTyped && focus !== "other") {
      const { text } = burst;
      if (text.length >= SHORTEST_CODE) silence = setTimeout(() => take(text), NO_SUFFIX_MS);
      if (command === null || text.length > 1) return;
      event.preventDefault();
      lone = setTimeout(() => hearing.onCommand(command), LONE_KEY_MS);
      return;
    }
    if (command === null) return;
    event.preventDefault();
    hearing.onCommand(command);
  };

  target.addEventListener("keydown", onKey, { capture: true });
  return () => {
    clearTimeout(lone);
    clearTimeout(silence);
    target.removeEventListener("keydown", onKey, { capture: true });
  };
}

/** What has the focus now. */
export function focusIn(page: Document): Focus {
  const active = page.activeElement;
  if (page.querySelector("dialog[open]") !== null) return "other";
  if (active?.id === FIELD_ID) return "field";
  if (active instanceof HTMLInputElement || active instanceof HTMLSelectElement || active instanceof HTMLTextAreaElement) return "other";
  return active instanceof HTMLButtonElement || active instanceof HTMLAnchorElement ? "button" : "page";
}

export const FIELD_ID = "desk-field";
