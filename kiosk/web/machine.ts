// What the kiosk shows and does: a pure function from a model and an event to the next model and its effects.
// No DOM, no clock, no randomness. Times (`at`) are ms on any clock that only goes forward.
import type { Pickup, ScanAnswer } from "@client/scans";
import type { BadgeJob } from "@client/snapshots";
import { NO_ACCESS, stepAccess, type AccessEvent } from "./access/modes";
import { badgeStage, followBadge } from "./badge_progress";
import { heldBadge } from "./held_badge";
import { hasChosen, isAwaited, isClosed, isResult, isWaiting, type Effect, type Event, type Model, type Screen, type Step, type WantedStation } from "./model";
import { deadline, fromNow, lingering, staying, stayingLetIn, TIMES } from "./stays";
import { beginTask, stepTask, type Task, type TaskEffect, type TaskEvent, type TaskKind } from "./tasks";
import { beginCorrection, looked } from "./tasks/correction";
import { isEnding, type TaskStep } from "./tasks/task";

/** Whatever leads away from a badge that waits lets it print. */
export function step(model: Model, event: Event): Step {
  const next = react(model, event);
  const held = heldBadge(model.screen);
  if (held === null || held === heldBadge(next.model.screen)) return next;
  return { ...next, effects: [...next.effects, { kind: "release_badge", scanId: held }] };
}

function react(model: Model, event: Event): Step {
  switch (event.kind) {
    case "station_known":
      return only(onStation(model, event));
    case "not_paired":
      return only(model.screen.kind === "pairing" ? model : show(model, { kind: "pairing", problem: null, isAsking: false }));
    case "revoked":
      return { model: show(model, { kind: "connecting" }), effects: [{ kind: "wipe" }] };
    case "pairing_code_entered":
      return onPairingCode(model, event.code);
    case "pairing_refused":
      return only(show(model, { kind: "pairing", problem: event.problem, isAsking: false }));
    case "code_read":
      return onCode(model, event.code, event.scanId, event.at);
    case "answered":
      if (isConfirmed(model.screen, event.answer)) return { ...onAnswer(model, event.answer, event.at), effects: [] };
      return isAwaited(model.screen, event.answer.scan_id) ? onAnswer(model, event.answer, event.at) : only(model);
    case "declined":
      return isAwaited(model.screen, event.scanId) ? onDeclined(model, event.scanId, event.at) : only(model);
    case "not_reached":
      return only(onNotReached(model, event.scanId, event.at));
    case "judged":
      return isAwaited(model.screen, event.scanId) ? onJudged(model, event) : only(model);
    case "printer_looked_at":
      return only({ ...model, printsAlone: event.printsAlone });
    case "printed_alone":
      return only(onPrintedAlone(model, event.scanId, event.isOut, event.at));
    case "open_elsewhere":
      return only(show(model, { kind: "elsewhere" }));
    case "open_here":
      return only(model.screen.kind === "elsewhere" ? show(model, { kind: "connecting" }) : model);
    case "jobs_changed":
      return only(onJobs(model, event.jobs, event.at));
    case "language_chosen":
      return only({ ...model, language: event.language, touchedAt: event.at });
    case "direction_chosen":
      return only({ ...model, direction: event.direction, touchedAt: event.at });
    case "in_access":
      return only(onAccess(model, event.event, event.at));
    case "task_chosen":
      return onTaskChosen(model, event.task, event.at);
    case "in_task":
      return onTaskEvent(model, event.visit, event.event, event.at);
    case "task_left":
      return only(model.screen.kind === "task" ? settle(model) : model);
    case "badge_right":
      return only(onBadgeRight(model, event.at));
    case "badge_wrong":
      return onBadgeWrong(model, event.at);
    case "badge_looked_at": {
      const scanId = heldBadge(model.screen);
      return { model, effects: scanId === null ? [] : [{ kind: "hold_badge", scanId }] };
    }
    case "touched":
      return only(onTouched(model, event.at));
    case "dismissed":
      return only(isResult(model.screen) ? onDismissed(model) : model);
    case "more_time":
      return only(isResult(model.screen) ? show(model, fromNow(model, event.at)) : model);
    case "woke":
      return only(isResult(model.screen) || model.screen.kind === "task" ? rest(model) : model);
    case "ticked":
      return only(onTick(model, event.at));
  }
}

/** The language of the screen: the attendee's own where the kiosk has it, else the chosen one. */
export function spokenLanguage(model: Model): string {
  const own = ownLanguage(model.screen);
  return own !== undefined && model.languages.includes(own) ? own : model.language;
}

function ownLanguage(screen: Screen): string | undefined {
  if (screen.kind === "let_in") return screen.pass.language;
  if (screen.kind === "task" && screen.task.kind === "correction") return screen.task.answer.attendee?.language;
  return screen.kind === "admitted" || screen.kind === "pickup" || screen.kind === "refused" ? screen.answer.attendee?.language : undefined;
}

function onStation(model: Model, { languages, isOutOfOrder, mode, offers, printer }: WantedStation): Model {
  const language = languages.includes(model.language) && hasChosen(model) ? model.language : (languages[0] ?? model.language);
  const known = { ...model, languages, language, isOutOfOrder, mode, offers, printer };
  // A result stays until its time is over; whoever reads it is still standing there.
  return isResult(model.screen) || isWaiting(model.screen) || model.screen.kind === "task" ? known : settle(known);
}

function onPairingCode(model: Model, code: string): Step {
  if (model.screen.kind !== "pairing" || model.screen.isAsking) return only(model);
  const asking = show(model, { kind: "pairing", problem: null, isAsking: true });
  return { model: asking, effects: [{ kind: "pair", code }] };
}

function onCode(model: Model, code: string, scanId: string, at: number): Step {
  const { kind } = model.screen;
  if (isClosed(model.screen)) return only(model);
  if (model.screen.kind === "task" && takesCodes(model.screen.task)) return onTaskEvent(model, model.screen.visit, { task: "staff", kind: "code_read", code }, at);
  // Whoever scans after a welcome is the next attendee, in the station's own language; after a refusal it is the same one.
  const before = kind === "admitted" || kind === "pickup" || kind === "let_in" ? forgetChoices(model) : { ...model, isAccessOpen: false };
  return { model: show({ ...before, touchedAt: at }, { kind: "sending", scanId, since: at }), effects: [{ kind: "send", scanId, code, direction: model.direction }] };
}

function onTaskChosen(model: Model, kind: TaskKind, at: number): Step {
  if (!mayBegin(model.screen, kind)) return only(model);
  const visit = model.visits + 1;
  return inTask({ ...model, visits: visit, touchedAt: at }, visit, beginTask(kind), at, at);
}

/** At a kiosk that is out of order somebody may still call for help, and staff come in. */
function mayBegin(screen: Screen, kind: TaskKind): boolean {
  if (screen.kind === "out_of_order") return kind === "help" || kind === "staff";
  return screen.kind === "start" || isResult(screen);
}

/** The check of scanners: what is read there is no ticket. */
function takesCodes(task: Task): boolean {
  return task.kind === "staff" && task.session !== null && task.page === "check";
}

function onAccess(model: Model, event: AccessEvent, at: number): Model {
  const next = { ...model, ...stepAccess(model, event), touchedAt: at };
  return event.kind === "closed" ? show(next, fromNow(next, at)) : next;
}

function onTouched(model: Model, at: number): Model {
  if (model.screen.kind === "task") return show({ ...model, touchedAt: at }, { ...model.screen, touchedAt: at });
  return hasChosen(model) || model.isAccessOpen ? { ...model, touchedAt: at } : model;
}

/** Whoever was refused goes on to try again, as they chose to be spoken to; who was welcomed goes in. */
function onDismissed(model: Model): Model {
  return model.screen.kind === "admitted" || model.screen.kind === "pickup" || model.screen.kind === "let_in" ? rest(model) : settle(model);
}

/** An event of an earlier visit is an answer that came too late: whoever waited for it has gone. */
function onTaskEvent(model: Model, visit: number, event: TaskEvent, at: number): Step {
  const { screen } = model;
  if (screen.kind !== "task" || screen.visit !== visit) return only(model);
  return inTask(model, visit, stepTask(screen.task, event), screen.touchedAt, at);
}

function inTask(model: Model, visit: number, { next, effects }: TaskStep<Task, TaskEffect>, touchedAt: number, at: number): Step {
  const wanted = effects.map((effect) => ({ kind: "for_task", visit, effect }) as const);
  if (!isEnding(next)) return { model: show(model, { kind: "task", task: next, visit, touchedAt }), effects: wanted };
  const after = next.kind === "left" ? only(rest(model)) : onAnswer(model, next.answer, at);
  return { model: after.model, effects: [...wanted, ...after.effects] };
}

function onAnswer(model: Model, answer: ScanAnswer, at: number): Step {
  if (model.mode === "pickup" && answer.pickup !== null) return onPickup(model, answer, answer.pickup, at);
  if (answer.outcome === "refused") {
    const screen = { kind: "refused", answer, until: at + TIMES.refused } as const;
    return { model: show(model, screen), effects: [{ kind: "sound", name: "see_desk" }] };
  }
  const badge = followBadge(answer, answer.badge, model.jobs);
  const screen = { kind: "admitted", answer, badge, until: at + staying(answer, badge, model.printer) } as const;
  return { model: show(model, screen), effects: [{ kind: "sound", name: "welcome" }] };
}

function onJudged(model: Model, { scanId, judgement, mayPrint, at }: Extract<Event, { kind: "judged" }>): Step {
  if (judgement.kind === "referred") {
    const { reason, shortCode } = judgement;
    const screen = { kind: "referred", scanId, reason, shortCode, until: at + TIMES.refused } as const;
    return { model: show(model, screen), effects: [{ kind: "sound", name: "see_desk" }] };
  }
  const { pass } = judgement;
  const printsHere = model.printsAlone && mayPrint;
  const badge = pass.badge === null ? "none" : printsHere ? "printing" : "desk";
  const printing: Effect[] = pass.badge !== null && printsHere ? [{ kind: "print_alone", scanId, badge: pass.badge }] : [];
  const screen = { kind: "let_in", scanId, pass, badge, until: at + stayingLetIn(badge) } as const;
  return { model: show(model, screen), effects: [{ kind: "sound", name: "welcome" }, ...printing] };
}

function onPrintedAlone(model: Model, scanId: string, isOut: boolean, at: number): Model {
  const { screen } = model;
  if (screen.kind !== "let_in" || screen.scanId !== scanId) return model;
  const badge = isOut ? "take" : "desk";
  return show(model, { ...screen, badge, until: at + stayingLetIn(badge) });
}

function onPickup(model: Model, answer: ScanAnswer, pickup: Pickup, at: number): Step {
  const screen = { kind: "pickup", answer, pickup, until: at + TIMES.desk } as const;
  return { model: show(model, screen), effects: [{ kind: "sound", name: "welcome" }] };
}

function onDeclined(model: Model, scanId: string, at: number): Step {
  const screen = { kind: "not_taken", scanId, until: at + TIMES.refused } as const;
  return { model: show(model, screen), effects: [{ kind: "sound", name: "see_desk" }] };
}

function onNotReached(model: Model, scanId: string, at: number): Model {
  const { screen } = model;
  if (screen.kind !== "sending" || screen.scanId !== scanId) return model;
  return show(model, { kind: "unreachable", scanId, since: at });
}

function onBadgeRight(model: Model, at: number): Model {
  const { screen } = model;
  if (screen.kind !== "admitted" || heldBadge(screen) === null) return model;
  const answer = looked(screen.answer);
  return show(model, { ...screen, answer, until: at + staying(answer, screen.badge, model.printer) });
}

function onBadgeWrong(model: Model, at: number): Step {
  const { screen } = model;
  if (screen.kind !== "admitted" || heldBadge(screen) === null) return only(model);
  const visit = model.visits + 1;
  return inTask({ ...model, visits: visit, touchedAt: at }, visit, beginCorrection(screen.answer), at, at);
}

function onJobs(model: Model, jobs: readonly BadgeJob[], at: number): Model {
  const { screen } = model;
  const next = { ...model, jobs };
  if (screen.kind !== "admitted") return next;
  const badge = followBadge(screen.answer, screen.badge, jobs);
  // Nobody is asked any more about a badge that the server has let go.
  const answer = badge?.state === "held" ? screen.answer : looked(screen.answer);
  // The same stage again must not prolong the screen: every change of any job at this station comes by here.
  const isSameStage = badgeStage(badge, model.printer) === badgeStage(screen.badge, model.printer);
  return show(next, { ...screen, answer, badge, until: isSameStage ? screen.until : at + lingering(badge, model.printer) });
}

function onTick(model: Model, at: number): Model {
  const due = deadline(model);
  if (due === null || at < due) return model;
  const { screen } = model;
  if (screen.kind === "sending" && !model.isAccessOpen) return show(model, { kind: "unreachable", scanId: screen.scanId, since: at });
  if (heldBadge(screen) !== null && screen.kind === "admitted" && !model.isAccessOpen) return onBadgeRight(model, at);
  return isClosed(screen) ? forgetChoices(model) : rest(model);
}

/** Back to the start, with nothing left of the attendee before. */
function rest(model: Model): Model {
  return settle(forgetChoices(model));
}

function settle(model: Model): Model {
  return show(model, { kind: model.isOutOfOrder ? "out_of_order" : "start" });
}

function forgetChoices(model: Model): Model {
  return { ...model, language: model.languages[0] ?? model.language, direction: "in", access: NO_ACCESS, isAccessOpen: false };
}

/** The server came back while they read that they may go in, and says the same: it knows where their badge is, unless it is here. */
function isConfirmed(screen: Screen, answer: ScanAnswer): boolean {
  return screen.kind === "let_in" && (screen.badge === "none" || screen.badge === "desk") && screen.scanId === answer.scan_id && answer.outcome === "admitted";
}

function show(model: Model, screen: Screen): Model {
  return { ...model, screen };
}

function only(model: Model): Step {
  return { model, effects: [] };
}
