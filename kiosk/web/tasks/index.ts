// The kiosk's tasks, joined: a pure machine each, in a module of its own.
import { beginHelp, stepHelp, type HelpCall, type HelpEffect, type HelpEvent } from "./help_call";
import { beginNoTicket, stepNoTicket, type NoTicket, type NoTicketEffect, type NoTicketEvent } from "./no_ticket";
import type { TaskStep } from "./task";

export type Task = HelpCall | NoTicket;
export type TaskKind = Task["kind"];
export type TaskEvent = HelpEvent | NoTicketEvent;
export type TaskEffect = HelpEffect | NoTicketEffect;

export function beginTask(kind: TaskKind): TaskStep<Task, TaskEffect> {
  switch (kind) {
    case "help":
      return beginHelp();
    case "no_ticket":
      return beginNoTicket();
  }
}

/** An event of another task changes nothing: its answer came after somebody had gone on to this one. */
export function stepTask(task: Task, event: TaskEvent): TaskStep<Task, TaskEffect> {
  if (task.kind === "help" && event.task === "help") return stepHelp(task, event);
  if (task.kind === "no_ticket" && event.task === "no_ticket") return stepNoTicket(task, event);
  return { next: task, effects: [] };
}
