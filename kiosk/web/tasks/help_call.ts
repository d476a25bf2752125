// Calling staff to this kiosk: it appears on the dashboard and on staff phones, and says here who is coming.
import type { OwnCall } from "@client/snapshots";
import { LEFT, type TaskStep } from "./task";

export interface HelpCall {
  readonly kind: "help";
  readonly state: "calling" | "called" | "coming" | "not_called";
  /** Who is coming, once somebody has said so. */
  readonly by: string | null;
}

export type HelpEvent =
  | { readonly task: "help"; readonly kind: "called" }
  | { readonly task: "help"; readonly kind: "not_called" }
  | { readonly task: "help"; readonly kind: "answered"; readonly by: string }
  | { readonly task: "help"; readonly kind: "called_again" }
  | { readonly task: "help"; readonly kind: "closed" };

export type HelpEffect = { readonly task: "help"; readonly kind: "call" };

type Step = TaskStep<HelpCall, HelpEffect>;

const CALL: HelpEffect = { task: "help", kind: "call" };

export function beginHelp(): Step {
  return { next: { kind: "help", state: "calling", by: null }, effects: [CALL] };
}

export function stepHelp(help: HelpCall, event: HelpEvent): Step {
  switch (event.kind) {
    case "called":
      return { next: help.state === "calling" ? { ...help, state: "called" } : help, effects: [] };
    case "not_called":
      return { next: help.state === "calling" ? { ...help, state: "not_called" } : help, effects: [] };
    case "answered":
      return { next: { ...help, state: "coming", by: event.by }, effects: [] };
    case "closed":
      // Staff have been here: whoever called needs this screen no more.
      return { next: help.state === "called" || help.state === "coming" ? LEFT : help, effects: [] };
    case "called_again":
      return help.state === "not_called" ? { next: { ...help, state: "calling" }, effects: [CALL] } : { next: help, effects: [] };
  }
}

/** What the call that this kiosk has open tells whoever stands there; null where it is no news. */
export function newsOfCall(before: OwnCall | null, now: OwnCall | null): HelpEvent | null {
  if (now !== null && now.answered !== null) return { task: "help", kind: "answered", by: now.answered.by };
  // A call that was never seen open here may be one that is only being made.
  return before !== null && now === null ? { task: "help", kind: "closed" } : null;
}
