// What a step of a task answers with. A task is what can be done at a kiosk beside scanning.
import type { ScanAnswer } from "@client/scans";

/** How a task ends: back to the start, or with the outcome of a check-in, which is shown as a scan's is. */
export type Ending = { readonly kind: "left" } | { readonly kind: "checked_in"; readonly answer: ScanAnswer };

export interface TaskStep<Task, Effect> {
  readonly next: Task | Ending;
  readonly effects: readonly Effect[];
}

export const LEFT: Ending = { kind: "left" };

export function isEnding(next: { readonly kind: string }): next is Ending {
  return next.kind === "left" || next.kind === "checked_in";
}
