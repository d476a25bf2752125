// How long each screen of the kiosk stays.
import type { Badge, ScanAnswer } from "@client/scans";
import { badgeStage, isSettled } from "./badge_progress";
import { hasChosen, type Model, type OwnBadgeStage, type Screen } from "./model";
import type { Task } from "./tasks";

/** Milliseconds. */
export const TIMES = {
  patience: 2_500, // after this long without an answer the page says that it cannot reach the server
  unreachable: 30_000,
  refused: 12_000,
  admitted: 6_000, // after the badge is settled, or at once where none is printed
  desk: 10_000, // there is more to read than on "take your badge"
  badge: 30_000, // paper never holds up the kiosk: the badge still comes out, the screen moves on
  idle: 30_000, // a task that nobody touches for so long ends; the last seconds are counted aloud on the screen
  choices: 60_000, // what one attendee chose does not wait for the next
  absence: 600_000, // with unlimited time: ten times the longest of the above, then nobody is there any more
} as const;

/** Staff look around them, and talk; as on the server. Ms. */
const STAFF_IDLE = 180_000;

/** When the machine wants the next `ticked`; null when only an event from outside can change anything. */
export function deadline(model: Model): number | null {
  const { screen, touchedAt } = model;
  if (isUnlimited(model)) return touchedAt + TIMES.absence;
  if (model.isAccessOpen) return touchedAt + TIMES.choices;
  switch (screen.kind) {
    case "sending":
      return screen.since + TIMES.patience;
    case "unreachable":
      return screen.since + TIMES.unreachable;
    case "admitted":
    case "pickup":
    case "refused":
    case "not_taken":
    case "let_in":
    case "referred":
      return screen.until;
    case "task":
      return screen.touchedAt + idleOf(screen.task);
    case "start":
    case "connecting":
    case "elsewhere":
    case "pairing":
    case "out_of_order":
      return hasChosen(model) ? touchedAt + TIMES.choices : null;
  }
}

/** Whether the screen waits for whoever stands there, however long they take. A scan under way waits for the server. */
export function isUnlimited({ access, screen }: Model): boolean {
  return access.unlimitedTime && screen.kind !== "sending";
}

/** The screen below the panel with its whole time before it: nobody could read it meanwhile. */
export function fromNow({ screen, printer }: Model, at: number): Screen {
  switch (screen.kind) {
    case "admitted":
      return { ...screen, until: at + staying(screen.answer, screen.badge, printer) };
    case "let_in":
      return { ...screen, until: at + stayingLetIn(screen.badge) };
    case "refused":
    case "referred":
    case "not_taken":
      return { ...screen, until: at + TIMES.refused };
    case "unreachable":
      return { ...screen, since: at };
    case "task":
      return { ...screen, touchedAt: at };
    default:
      return screen;
  }
}

export function staying(answer: ScanAnswer, badge: Badge | null, here: string | null): number {
  if (answer.badge_check !== null) return answer.badge_check.seconds * 1000;
  return answer.pickup === null ? lingering(badge, here) : TIMES.desk;
}

/** How long an admission stays on the screen from now on, in ms. */
export function lingering(badge: Badge | null, here: string | null): number {
  const stage = badgeStage(badge, here);
  if (!isSettled(stage)) return TIMES.badge;
  return stage === "desk" || stage === "elsewhere" ? TIMES.desk : TIMES.admitted;
}

export function stayingLetIn(badge: OwnBadgeStage): number {
  if (badge === "printing") return TIMES.badge;
  return badge === "desk" ? TIMES.desk : TIMES.admitted;
}

/** How long a task waits for the next touch, ms. */
function idleOf(task: Task): number {
  return task.kind === "staff" && task.session !== null ? STAFF_IDLE : TIMES.idle;
}
