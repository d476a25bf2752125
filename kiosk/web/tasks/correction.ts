// Correcting one's own badge before it prints: the words that may be, with the badge drawn anew as they are typed.
import type { ScanAnswer } from "@client/scans";
import type { TaskStep } from "./task";

/** What stands in each field that may be corrected, in the order in which they are shown. */
export type Words = Readonly<Record<string, string>>;

export interface Correctable {
  /** The version that a correction must name. */
  readonly version: number;
  readonly fields: Words;
}

export interface DrawnBadge {
  /** A PNG in base64; null where the badge cannot be drawn. */
  readonly picture: string | null;
  /** Every word has room, and letters to be printed with. */
  readonly is_whole: boolean;
}

export interface Correction {
  readonly kind: "correction";
  /** What the scan was answered; its badge waits. */
  readonly answer: ScanAnswer;
  /** `closed`: the badge waits no longer, or was corrected often enough; whatever is wrong is mended at the desk. */
  readonly state: "opening" | "not_opened" | "typing" | "saving" | "closed";
  readonly version: number;
  readonly fields: Words;
  readonly chosen: string;
  readonly problem: "no_name" | "changed" | "refused" | "unreachable" | null;
  readonly drawn: DrawnBadge | null;
  /** One drawing at a time; `outdated` is one of words that have changed since. */
  readonly drawing: "none" | "under_way" | "outdated";
}

export type CorrectionNews =
  | ({ readonly kind: "opened" } & Correctable)
  | { readonly kind: "not_opened" }
  | { readonly kind: "field_chosen"; readonly field: string }
  | { readonly kind: "typed"; readonly field: string; readonly text: string }
  | { readonly kind: "drawn"; readonly badge: DrawnBadge | null }
  | { readonly kind: "went_on" }
  | { readonly kind: "saved"; readonly greeting: string; readonly name: string }
  | { readonly kind: "not_saved"; readonly why: "changed" | "refused" | "unreachable" }
  | { readonly kind: "too_late" };

export type CorrectionEvent = { readonly task: "correction" } & CorrectionNews;

export type CorrectionEffect = { readonly task: "correction"; readonly scanId: string } & (
  | { readonly kind: "open" }
  | { readonly kind: "draw"; readonly fields: Words }
  | { readonly kind: "save"; readonly version: number; readonly fields: Words }
);

type Step = TaskStep<Correction, CorrectionEffect>;

export function beginCorrection(answer: ScanAnswer): Step {
  const fields = answer.badge_check?.fields ?? {};
  const closed = { version: 0, fields, chosen: Object.keys(fields)[0] ?? "", problem: null, drawn: null, drawing: "none" } as const;
  return open({ kind: "correction", answer, state: "opening", ...closed });
}

export function stepCorrection(task: Correction, event: CorrectionEvent): Step {
  switch (event.kind) {
    case "opened":
      return task.state === "opening" ? draw({ ...task, state: "typing", version: event.version, fields: event.fields }) : stay(task);
    case "not_opened":
      return stay(task.state === "opening" ? { ...task, state: "not_opened" } : task);
    case "field_chosen":
      return stay({ ...task, chosen: event.field });
    case "typed":
      return task.state === "typing" ? draw({ ...task, fields: { ...task.fields, [event.field]: event.text }, problem: null }) : stay(task);
    case "drawn":
      return onDrawn(task, event.badge);
    case "went_on":
      return onward(task);
    case "saved":
      return task.state === "saving" ? { next: { kind: "checked_in", answer: corrected(task.answer, event) }, effects: [] } : stay(task);
    case "not_saved":
      return onNotSaved(task, event.why);
    case "too_late":
      return stay({ ...task, state: "closed" });
  }
}

/** Once the look is over: the answer without the question. */
export function looked(answer: ScanAnswer): ScanAnswer {
  return { ...answer, badge_check: null };
}

function corrected(answer: ScanAnswer, { greeting, name }: { readonly greeting: string; readonly name: string }): ScanAnswer {
  const { attendee } = answer;
  return looked({ ...answer, attendee: attendee === null ? null : { ...attendee, greeting, name } });
}

function onward(task: Correction): Step {
  if (task.state === "not_opened") return open({ ...task, state: "opening" });
  if (task.state !== "typing") return stay(task);
  // A badge without a name is nobody's: said here, since it is the one thing that everybody can mend.
  if (task.fields["full_name"]?.trim() === "") return stay({ ...task, problem: "no_name", chosen: "full_name" });
  const { version, fields } = task;
  return { next: { ...task, state: "saving", problem: null }, effects: [{ ...about(task), kind: "save", version, fields }] };
}

function onNotSaved(task: Correction, why: "changed" | "refused" | "unreachable"): Step {
  if (task.state !== "saving") return stay(task);
  // Somebody at the desk was quicker: what they wrote is read before anything is written over it.
  return why === "changed" ? open({ ...task, state: "opening", problem: "changed" }) : stay({ ...task, state: "typing", problem: why });
}

function onDrawn(task: Correction, badge: DrawnBadge | null): Step {
  const shown = { ...task, drawn: badge ?? task.drawn, drawing: "none" } as const;
  return task.drawing === "outdated" ? draw(shown) : stay(shown);
}

function open(task: Correction): Step {
  return { next: task, effects: [{ ...about(task), kind: "open" }] };
}

function draw(task: Correction): Step {
  if (task.drawing !== "none") return stay({ ...task, drawing: "outdated" });
  return { next: { ...task, drawing: "under_way" }, effects: [{ ...about(task), kind: "draw", fields: task.fields }] };
}

function about({ answer }: Correction) {
  return { task: "correction", scanId: answer.scan_id } as const;
}

function stay(next: Correction): Step {
  return { next, effects: [] };
}
