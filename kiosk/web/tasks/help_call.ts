// Calling staff to this kiosk: it appears on the dashboard and on staff phones, and says here who is coming.
import type { TaskStep } from "./task";

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
  | { readonly task: "help"; readonly kind: "called_again" };

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
    case "called_again":
      return help.state === "not_called" ? { next: { ...help, state: "calling" }, effects: [CALL] } : { next: help, effects: [] };
  }
}
