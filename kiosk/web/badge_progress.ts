// What the page may honestly say about a badge: "sent to the printer" is never shown as "printed".
import type { BadgeJob } from "@client/snapshots";
import type { Badge, ScanAnswer } from "@client/scans";

/** `none`: this scan prints nothing. `elsewhere`: another printer than the one here prints it. `desk`: no paper will come out. */
export type BadgeStage = "none" | "queued" | "printing" | "elsewhere" | "take" | "desk";

/** `here` is the id of the printer beside the kiosk, or null where it has none. */
export function badgeStage(badge: Badge | null, here: string | null): BadgeStage {
  if (badge === null) return "none";
  const isElsewhere = badge.printer !== null && here !== null && badge.printer.id !== here;
  switch (badge.state) {
    case "printed":
      return "take";
    case "sending":
    case "printing":
      return isElsewhere ? "elsewhere" : "printing";
    case "held": // whoever was asked is answered: it is released within the second
    case "queued":
      if (isElsewhere) return "elsewhere";
      return badge.printer === null ? "desk" : "queued";
    case "unknown":
    case "failed":
    case "voided":
      return "desk";
  }
}

/** Whether nothing more will happen to the badge while the attendee waits here. */
export function isSettled(stage: BadgeStage): boolean {
  return stage !== "queued" && stage !== "printing";
}

/** The answer's badge as the latest snapshot has it. The push may overtake the answer, so both orders happen. */
export function followBadge(answer: ScanAnswer, badge: Badge | null, jobs: readonly BadgeJob[]): Badge | null {
  const job = jobs.find((one) => one.id === badge?.job_id || one.scan_id === answer.scan_id);
  return job === undefined ? badge : { job_id: job.id, state: job.state, printer: job.printer };
}
