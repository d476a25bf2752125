// Whose badge waits while a screen stands. Whatever leads away from such a screen lets the badge print.
import type { Screen } from "./model";

/** The id of the scan that asked for the badge; null where none waits. */
export function heldBadge(screen: Screen): string | null {
  const answer = screen.kind === "admitted" ? screen.answer : screen.kind === "task" && screen.task.kind === "correction" ? screen.task.answer : null;
  return answer === null || answer.badge_check === null ? null : answer.scan_id;
}
