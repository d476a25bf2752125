// The kiosk's tasks, joined: a pure machine each, in a module of its own.
import { stepCorrection, type Correction, type CorrectionEffect, type CorrectionEvent } from "./correction";
import { beginHelp, stepHelp, type HelpCall, type HelpEffect, type HelpEvent } from "./help_call";
import { beginNoTicket, stepNoTicket, type NoTicket, type NoTicketEffect, type NoTicketEvent } from "./no_ticket";
import { beginStaff, stepStaff, type Staff, type StaffEffect, type StaffEvent } from "./staff";
import type { TaskStep } from "./task";
import { beginWalkIn, stepWalkIn, type WalkIn, type WalkInEffect, type WalkInEvent } from "./walk_in";

export type Task = Correction | HelpCall | NoTicket | WalkIn | Staff;
/** What the start screen offers; a correction follows a scan. */
export type TaskKind = Exclude<Task["kind"], "correction">;
export type TaskEvent = CorrectionEvent | HelpEvent | NoTicketEvent | WalkInEvent | StaffEvent;
export type TaskEffect = CorrectionEffect | HelpEffect | NoTicketEffect | WalkInEffect | StaffEffect;

export function beginTask(kind: TaskKind): TaskStep<Task, TaskEffect> {
  switch (kind) {
    case "help":
      return beginHelp();
    case "no_ticket":
      return beginNoTicket();
    case "staff":
      return beginStaff();
    case "walk_in":
      return beginWalkIn();
  }
}

/** An event of another task changes nothing: its answer came after somebody had gone on to this one. */
export function stepTask(task: Task, event: TaskEvent): TaskStep<Task, TaskEffect> {
  if (task.kind === "help" && event.task === "help") return stepHelp(task, event);
  if (task.kind === "no_ticket" && event.task === "no_ticket") return stepNoTicket(task, event);
  if (task.kind === "correction" && event.task === "correction") return stepCorrection(task, event);
  if (task.kind === "walk_in" && event.task === "walk_in") return stepWalkIn(task, event);
  if (task.kind === "staff" && event.task === "staff") return stepStaff(task, event);
  return { next: task, effects: [] };
}
