/** Scanning people in at a door, as states and events. Pure: times are arguments, nothing is sent from here. */
import { type ScanAnswer } from "@client/scans";

/** How long a welcome stays (ms). A refusal stays until somebody has dealt with it. */
export const WELCOME_MS = 6_000;

export type DoorScreen =
  | { readonly kind: "ready" }
  | { readonly kind: "sending"; readonly scanId: string; readonly code: string }
  | { readonly kind: "answered"; readonly answer: ScanAnswer; readonly code: string; readonly since: number }
  | { readonly kind: "reason"; readonly answer: ScanAnswer; readonly code: string }
  | { readonly kind: "declined"; readonly message: string; readonly remedy: string };

export interface Door {
  readonly screen: DoorScreen;
  /** The last one let in from here, who can still be taken back. */
  readonly last: ScanAnswer | null;
}

export type DoorEvent =
  | { readonly kind: "sent"; readonly scanId: string; readonly code: string }
  | { readonly kind: "answer"; readonly answer: ScanAnswer; readonly at: number }
  | { readonly kind: "declined"; readonly scanId: string; readonly message: string; readonly remedy: string }
  | { readonly kind: "ask_reason" }
  | { readonly kind: "close" }
  | { readonly kind: "undone"; readonly scanId: string }
  | { readonly kind: "tick"; readonly at: number };

export const AT_THE_DOOR: Door = { screen: { kind: "ready" }, last: null };

export function onDoorEvent(door: Door, event: DoorEvent): Door {
  switch (event.kind) {
    case "sent":
      return { ...door, screen: { kind: "sending", scanId: event.scanId, code: event.code } };
    case "answer":
      return onAnswer(door, event.answer, event.at);
    case "declined":
      if (!awaits(door, event.scanId)) return door;
      return { ...door, screen: { kind: "declined", message: event.message, remedy: event.remedy } };
    case "ask_reason":
      return door.screen.kind === "answered" ? { ...door, screen: { ...door.screen, kind: "reason" } } : door;
    case "close":
      return { ...door, screen: closed(door.screen) };
    case "undone":
      return onUndone(door, event.scanId);
    case "tick":
      return isOver(door.screen, event.at) ? { ...door, screen: { kind: "ready" } } : door;
  }
}

function onAnswer(door: Door, answer: ScanAnswer, at: number): Door {
  const last = answer.outcome === "admitted" ? answer : door.last;
  // An answer that came late belongs to somebody who has walked on: it must not stand over the one now at the door.
  if (door.screen.kind !== "sending" || door.screen.scanId !== answer.scan_id) return { ...door, last };
  return { screen: { kind: "answered", answer, code: door.screen.code, since: at }, last };
}

function onUndone(door: Door, scanId: string): Door {
  const { screen } = door;
  const isShown = screen.kind === "answered" && screen.answer.scan_id === scanId;
  return { screen: isShown ? { kind: "ready" } : screen, last: door.last?.scan_id === scanId ? null : door.last };
}

function closed(screen: DoorScreen): DoorScreen {
  return screen.kind === "reason" ? { ...screen, kind: "answered", since: 0 } : { kind: "ready" };
}

function awaits({ screen }: Door, scanId: string): boolean {
  return screen.kind === "sending" && screen.scanId === scanId;
}

function isOver(screen: DoorScreen, at: number): boolean {
  return screen.kind === "answered" && screen.answer.outcome === "admitted" && at - screen.since >= WELCOME_MS;
}
