// New here: the organiser's form, one question at a time, then a ticket.
import type { Answer } from "@client/api";
import type { ScanAnswer } from "@client/scans";
import { LEFT, type TaskStep } from "./task";
import { problemOf, tidied, type Problem } from "./typed_fields";

export interface Consent {
  readonly id: string;
  readonly is_needed: boolean;
  /** By language. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface OpenCategory {
  readonly id: string;
  readonly label: string;
  /** What it costs; 0 is free. */
  readonly cents: number;
}

/** What the organiser asks for beside the name. */
export interface Form {
  readonly fields: readonly { readonly id: string; readonly is_needed: boolean }[];
  readonly consents: readonly Consent[];
  readonly categories: readonly OpenCategory[];
  /** ISO 4217; empty where prices are bare numbers. */
  readonly currency: string;
}

/** Somebody new. `ticket` is the rows of its QR symbol; `scan` is null for who has to pay first. */
export interface Made {
  readonly greeting: string;
  readonly ticket: readonly string[];
  readonly due: { readonly cents: number; readonly currency: string; readonly code: string } | null;
  readonly scan: ScanAnswer | null;
}

export type Question =
  | { readonly kind: "field"; readonly id: string; readonly isNeeded: boolean }
  | { readonly kind: "category" }
  | { readonly kind: "consent"; readonly consent: Consent }
  /** Everything once more, before it is sent. */
  | { readonly kind: "check" };

export type Trouble = "unreachable" | "not_offered" | "too_many" | "not_taken";

export interface WalkIn {
  readonly kind: "walk_in";
  readonly state: "loading" | "asking" | "sending" | "made" | Trouble;
  readonly form: Form | null;
  /** Which question is asked. */
  readonly at: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly category: string;
  /** By id, what was said to those that were asked. */
  readonly consents: Readonly<Record<string, boolean>>;
  /** Somebody wanted to go on with what is not taken: from then on they hear what is wrong at once. */
  readonly isTold: boolean;
  /** The id of what was sent, and of nothing else: sent again it must not register twice. */
  readonly walkInId: string | null;
  readonly made: Made | null;
}

export type WalkInNews =
  | { readonly kind: "form_came"; readonly form: Form }
  | { readonly kind: "typed"; readonly field: string; readonly text: string }
  | { readonly kind: "category_chosen"; readonly category: string }
  | { readonly kind: "consent_answered"; readonly id: string; readonly isGiven: boolean }
  /** On to the next question, or all of it is sent, or tried again: `walkInId` is a new one, used where there is none. */
  | { readonly kind: "went_on"; readonly walkInId: string; readonly language: string }
  | { readonly kind: "went_back" }
  | { readonly kind: "went_to"; readonly at: number }
  | { readonly kind: "made"; readonly made: Made }
  | { readonly kind: "failed"; readonly why: Trouble };

export type WalkInEvent = { readonly task: "walk_in" } & WalkInNews;

export interface Wanted {
  readonly walkInId: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly consents: readonly string[];
}

export type WalkInEffect = { readonly task: "walk_in" } & ({ readonly kind: "load" } | { readonly kind: "register"; readonly wanted: Wanted });

type Step = TaskStep<WalkIn, WalkInEffect>;

const LOAD: WalkInEffect = { task: "walk_in", kind: "load" };
const NAME = { kind: "field", id: "full_name", isNeeded: true } as const;

export function beginWalkIn(): Step {
  const empty = { form: null, at: 0, fields: {}, category: "", consents: {}, isTold: false, walkInId: null, made: null };
  return { next: { kind: "walk_in", state: "loading", ...empty }, effects: [LOAD] };
}

export function stepWalkIn(task: WalkIn, event: WalkInEvent): Step {
  switch (event.kind) {
    case "form_came":
      return stay(task.state === "loading" ? { ...task, state: "asking", form: event.form } : task);
    case "typed":
      return stay(edited(task, { fields: { ...task.fields, [event.field]: event.text } }));
    case "category_chosen":
      return stay(further(edited(task, { category: event.category })));
    case "consent_answered":
      return stay(consented(task, event.id, event.isGiven));
    case "went_on":
      return onward(task, event.walkInId, event.language);
    case "went_back":
      return task.state === "asking" && task.at > 0 ? stay({ ...task, at: task.at - 1, isTold: false }) : { next: LEFT, effects: [] };
    case "went_to":
      return stay(task.state === "asking" ? { ...task, at: event.at, isTold: false } : task);
    case "made":
      return stay(task.state === "sending" ? { ...task, state: "made", made: event.made } : task);
    case "failed":
      return stay(task.state === "loading" || task.state === "sending" ? { ...task, state: event.why } : task);
  }
}

/** All that is asked, in order. The language is that of the screen, and a single category is not asked for. */
export function questionsOf({ fields, categories, consents }: Form): readonly Question[] {
  const asked = fields.filter(({ id }) => id !== "language");
  return [
    NAME,
    ...asked.map(({ id, is_needed }) => ({ kind: "field", id, isNeeded: is_needed }) as const),
    ...(categories.length > 1 ? [{ kind: "category" } as const] : []),
    ...consents.map((consent) => ({ kind: "consent", consent }) as const),
    { kind: "check" },
  ];
}

/** The question that is asked now; null while there is no form. */
export function questionOf({ form, at }: WalkIn): Question | null {
  return form === null ? null : (questionsOf(form)[at] ?? null);
}

/** What of the question's answer is not taken, as far as somebody is to hear it yet. */
export function problemShown(task: WalkIn): Problem | null {
  const question = questionOf(task);
  if (question?.kind !== "field") return null;
  const problem = problemIn(task, question);
  const isHopeless = problem === "too_long" || problem === "pictures"; // whatever is typed after it
  return task.isTold || isHopeless ? problem : null;
}

/** Somebody does not agree to what nobody is registered without. */
export function isDeclined(task: WalkIn): boolean {
  const question = questionOf(task);
  return question?.kind === "consent" && question.consent.is_needed && task.consents[question.consent.id] === false;
}

/** A consent's text in a language, else in the first one that it has; and which that is. */
export function wordsOf({ texts }: Consent, language: string): { readonly language: string; readonly text: string } {
  const spoken = texts[language] === undefined ? (Object.keys(texts)[0] ?? language) : language;
  return { language: spoken, text: texts[spoken] ?? "" };
}

/** The category that somebody will be of; null where the organiser has opened none. */
export function chosenCategory({ form, category }: WalkIn): OpenCategory | null {
  const among = form?.categories ?? [];
  return among.length === 1 ? (among[0] ?? null) : (among.find(({ id }) => id === category) ?? null);
}

/** What the server's answer to the form that was sent means here. */
export function troubleOf(answer: Exclude<Answer<unknown>, { kind: "ok" }>): Trouble {
  if (answer.kind === "unreachable") return "unreachable";
  if (answer.error.code === "not_offered") return "not_offered";
  return answer.status === 429 ? "too_many" : "not_taken";
}

function onward(task: WalkIn, newId: string, language: string): Step {
  if (task.state === "unreachable" && task.form === null) return { next: { ...task, state: "loading" }, effects: [LOAD] };
  if (task.state === "unreachable" || task.state === "too_many") return send(task, newId, language);
  if (task.state === "made") return { next: task.made?.scan ? { kind: "checked_in", answer: task.made.scan } : LEFT, effects: [] };
  const question = questionOf(task);
  if (task.state !== "asking" || question === null) return stay(task);
  if (question.kind === "check") return send(task, newId, language);
  return stay(isAnswered(task, question) ? further(task) : { ...task, isTold: true });
}

function send(task: WalkIn, newId: string, language: string): Step {
  const walkInId = task.walkInId ?? newId;
  const asked = new Set(["full_name", ...(task.form?.fields ?? []).map(({ id }) => id)]);
  const typed = { ...task.fields, category: chosenCategory(task)?.id ?? "", language };
  const filled = Object.entries(typed).map(([id, text]) => [id, tidied(text)] as const);
  const fields = Object.fromEntries(filled.filter(([id, text]) => text !== "" && (asked.has(id) || id === "category")));
  const consents = Object.entries(task.consents).flatMap(([id, isGiven]) => (isGiven ? [id] : []));
  return { next: { ...task, state: "sending", walkInId }, effects: [{ task: "walk_in", kind: "register", wanted: { walkInId, fields, consents } }] };
}

function consented(task: WalkIn, id: string, isGiven: boolean): WalkIn {
  const answered = edited(task, { consents: { ...task.consents, [id]: isGiven } });
  return isDeclined(answered) ? answered : further(answered);
}

function isAnswered(task: WalkIn, question: Question): boolean {
  switch (question.kind) {
    case "field":
      return problemIn(task, question) === null;
    case "category":
      return chosenCategory(task) !== null;
    case "consent":
      return task.consents[question.consent.id] !== undefined && !isDeclined(task);
    case "check":
      return true;
  }
}

function problemIn({ fields }: WalkIn, { id, isNeeded }: Extract<Question, { kind: "field" }>): Problem | null {
  return problemOf(id, tidied(fields[id] ?? ""), isNeeded);
}

/** Something else is to be sent now, under another id. */
function edited(task: WalkIn, changes: Partial<WalkIn>): WalkIn {
  return task.state === "asking" ? { ...task, ...changes, walkInId: null } : task;
}

function further(task: WalkIn): WalkIn {
  const last = task.form === null ? 0 : questionsOf(task.form).length - 1;
  return task.state === "asking" ? { ...task, at: Math.min(task.at + 1, last), isTold: false } : task;
}

function stay(next: WalkIn): Step {
  return { next, effects: [] };
}
