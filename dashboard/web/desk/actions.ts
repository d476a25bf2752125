/** What can be done for somebody now, and the key of each. Pure. */
import { type Desk, type DialogName, isCard } from "./desk-machine";

export type Action = "check_in" | "check_out" | "reinstate" | Exclude<DialogName, "walk_in">;

export const KEYS: Readonly<Record<Action, string>> = {
  check_in: "Enter",
  check_out: "x",
  override: "o",
  edit: "e",
  pay: "p",
  badge: "b",
  substitute: "s",
  cancel: "c",
  reinstate: "r",
  note: "n",
  kiosk_code: "k",
};

/** The first is what the desk most likely wants: the page shows it as such. */
export function actions(desk: Desk): readonly Action[] {
  if (!isCard(desk.card)) return [];
  const { is_cancelled, is_paid, inside } = desk.card.attendee;
  const isOverridable = desk.outcome?.kind === "answered" && desk.outcome.answer.overridable;
  const offered: readonly (Action | false)[] = [
    isOverridable && "override",
    is_cancelled && "reinstate",
    !inside && !is_cancelled && !isDone(desk) && "check_in",
    inside && "check_out",
    !is_paid && !is_cancelled && "pay",
    "badge",
    "edit",
    "note",
    !inside && !is_cancelled && "kiosk_code",
    !inside && !is_cancelled && "substitute",
    !is_cancelled && "cancel",
  ];
  return offered.filter((action) => action !== false);
}

/** True when the one at the desk has been seen to: Enter then makes room for the next. */
export function isDone({ outcome }: Desk): boolean {
  return outcome?.kind === "answered" && outcome.answer.outcome === "admitted";
}

export function actionOf(key: string, offered: readonly Action[]): Action | null {
  return offered.find((action) => KEYS[action].toLowerCase() === key.toLowerCase()) ?? null;
}
