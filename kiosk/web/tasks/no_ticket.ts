// Checking in without a ticket: a name, then what proves it. Both go to the server together, which says yes, or one
// same no: nobody learns here who is on the list.
import type { Answer } from "@client/api";
import type { ScanAnswer } from "@client/scans";
import type { TaskStep } from "./task";

export type Proof = "email" | "code";

export interface NoTicket {
  readonly kind: "no_ticket";
  readonly state: "name" | "proof" | "asking" | "not_proved" | "too_many" | "unreachable";
  readonly name: string;
  readonly proofKind: Proof;
  readonly proof: string;
  /** Somebody wanted to go on with too little. */
  readonly isShort: boolean;
  /** The id of the claim that was sent, and of no other: sent again it must not check in twice. */
  readonly scanId: string | null;
}

/** What happens, on the screen and with a claim. */
export type NoTicketNews =
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "proof_typed"; readonly proof: string }
  | { readonly kind: "proof_chosen"; readonly proofKind: Proof }
  /** On to the next question, or the claim is made: `scanId` is a new one, used where there is none. */
  | { readonly kind: "went_on"; readonly scanId: string }
  | { readonly kind: "went_back" }
  | { readonly kind: "answered"; readonly answer: ScanAnswer }
  | { readonly kind: "failed"; readonly why: "not_proved" | "too_many" | "unreachable" };

export type NoTicketEvent = { readonly task: "no_ticket" } & NoTicketNews;

export interface Claim {
  readonly scanId: string;
  readonly name: string;
  readonly proofKind: Proof;
  readonly proof: string;
}

export type NoTicketEffect = { readonly task: "no_ticket"; readonly kind: "claim"; readonly claim: Claim };

type Step = TaskStep<NoTicket, NoTicketEffect>;

const LEAST_OF_ADDRESS = 4; // as on the server
const CODE_LENGTH = 6;

export function beginNoTicket(): Step {
  return stay({ kind: "no_ticket", state: "name", name: "", proofKind: "email", proof: "", isShort: false, scanId: null });
}

export function stepNoTicket(task: NoTicket, event: NoTicketEvent): Step {
  switch (event.kind) {
    case "named":
      return stay(task.state === "name" ? { ...task, name: event.name, isShort: false, scanId: null } : task);
    case "proof_typed":
      return stay(task.state === "proof" ? { ...task, proof: event.proof, isShort: false, scanId: null } : task);
    case "proof_chosen":
      return stay(task.state === "proof" ? { ...task, proofKind: event.proofKind, proof: "", isShort: false, scanId: null } : task);
    case "went_on":
      return onward(task, event.scanId);
    case "went_back":
      return stay(back(task));
    case "answered":
      return { next: task.state === "asking" ? { kind: "checked_in", answer: event.answer } : task, effects: [] };
    case "failed":
      return stay(task.state === "asking" ? { ...task, state: event.why } : task);
  }
}

/** What the server's answer to a claim means here. */
export function cameOf(answer: Answer<ScanAnswer>): { kind: "answered"; answer: ScanAnswer } | { kind: "failed"; why: "not_proved" | "too_many" | "unreachable" } {
  if (answer.kind === "ok") return { kind: "answered", answer: answer.value };
  if (answer.kind === "refused" && answer.error.code === "not_proved") return { kind: "failed", why: "not_proved" };
  return { kind: "failed", why: answer.kind === "refused" && answer.status === 429 ? "too_many" : "unreachable" };
}

function onward(task: NoTicket, newId: string): Step {
  switch (task.state) {
    case "name":
      return stay(isName(task.name) ? { ...task, state: "proof", isShort: false } : { ...task, isShort: true });
    case "proof":
      return isProof(task.proofKind, task.proof) ? claim(task, newId) : stay({ ...task, isShort: true });
    case "unreachable":
      return claim(task, newId);
    case "not_proved":
      return stay({ ...task, state: "name", scanId: null });
    case "asking":
    case "too_many":
      return stay(task);
  }
}

function claim(task: NoTicket, newId: string): Step {
  const scanId = task.scanId ?? newId;
  const { name, proofKind, proof } = task;
  return { next: { ...task, state: "asking", scanId }, effects: [{ task: "no_ticket", kind: "claim", claim: { scanId, name, proofKind, proof } }] };
}

function back(task: NoTicket): NoTicket {
  return task.state === "proof" ? { ...task, state: "name", isShort: false } : task;
}

function isName(name: string): boolean {
  return /\p{L}/u.test(name);
}

/** Too little must not cost a try. */
function isProof(kind: Proof, typed: string): boolean {
  const bare = typed.replace(/\s/gu, "");
  if (kind === "code") return bare.replace(/-/gu, "").length === CODE_LENGTH;
  return bare.includes("@") && bare.length >= LEAST_OF_ADDRESS;
}

function stay(next: NoTicket): Step {
  return { next, effects: [] };
}
