// What the page may honestly say about a badge: "sent to the printer" is never shown as "printed".
import type { BadgeJob } from "@client/snapshots";
import type { Badge, ScanAnswer } from "@client/scans";

/** `none`: this scan prints nothing. `desk`: no paper will come out here. */
export type BadgeStage = "none" | "queued" | "printing" | "take" | "desk";

export function badgeStage(badge: Badge | null): BadgeStage {
  if (badge === null) return "none";
  switch (badge.state) {
    case "printed":
      return "take";
    case "sending":
    case "printing":
      return "printing";
    case "queued":
      return badge.printer === null ? "desk" : "queued";
    case "unknown":
    case "failed":
    case "voided":
      return "desk";
  }
}

/** Whether nothing more will happen to the badge while the attendee waits. */
export function isSettled(stage: BadgeStage): boolean {
  return stage !== "queued" && stage !== "printing";
}

/** The answer's badge as the latest snapshot has it. The push may overtake the answer, so both orders happen. */
export function followBadge(answer: ScanAnswer, badge: Badge | null, jobs: readonly BadgeJob[]): Badge | null {
  const job = jobs.find((one) => one.id === badge?.job_id || one.scan_id === answer.scan_id);
  return job === undefined ? badge : { job_id: job.id, state: job.state, printer: job.printer };
}
