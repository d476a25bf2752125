// What a kiosk that is cut off does with a code: the same decision as the server's `turnout/domain/roster.py`, held to
// the same table of cases. Rules that need other stations' scans are not applied: what was done is judged afterwards.
import type { Direction } from "@client/scans";
import type { CodeKind } from "./codes";

export interface Policy {
  readonly place_id: string;
  /** Whether the roster's marks of who has come are about this very door. */
  readonly tells_inside: boolean;
  readonly entries: "once" | "once_a_day" | "times" | "unlimited";
  readonly times: number;
  readonly accepts: "tickets" | "badges" | "both";
  /** Ids of those who may come in here; none means all. */
  readonly categories: readonly string[];
  readonly opens_at: string | null;
  readonly closes_at: string | null;
  readonly tolerance_s: number;
}

/** What a roster says of its event. */
export interface Rules {
  readonly policy: Policy;
  /** Categories that use up no entry. */
  readonly passing: readonly string[];
  readonly rehearsal: boolean;
  /** The event day that the marks are of. */
  readonly day: string;
  readonly days: readonly { readonly day: string; readonly starts_at: string; readonly ends_at: string }[];
}

export interface Listed {
  readonly kind: CodeKind;
  /** Empty where the roster's list had no room for it. */
  readonly category: string;
  readonly valid: boolean;
  readonly inside: boolean;
  /** Has come to the venue before, also on another day, also if they left. */
  readonly come?: boolean;
  readonly days: readonly string[];
}

/** An admission of the same person at the same door that this station made, and that no roster makes up for wholly. */
export interface Earlier {
  readonly day: string;
  readonly direction: Direction;
  /** The roster's marks show it. */
  readonly shown?: boolean;
}

export type Referral =
  | "unknown_ticket"
  | "not_valid"
  | "badge_not_ticket"
  | "ticket_not_badge"
  | "wrong_category"
  | "not_yet"
  | "too_late"
  | "wrong_day"
  | "already_in";

export type Decision = { readonly outcome: "admitted"; readonly again: boolean } | { readonly outcome: "referred"; readonly reason: Referral };

export interface Case {
  readonly listed: Listed | null;
  readonly rules: Rules;
  /** Epoch ms. */
  readonly at: number;
  readonly direction: Direction;
  /** Oldest first. */
  readonly earlier: readonly Earlier[];
}

export function decide({ listed, rules, at, direction, earlier }: Case): Decision {
  if (listed === null) return { outcome: "referred", reason: "unknown_ticket" };
  if (direction === "out") return { outcome: "admitted", again: false }; // a door must keep nobody in
  const reason = referral(listed, rules, at, earlier);
  return reason === null ? { outcome: "admitted", again: hasCome(listed, rules, earlier) } : { outcome: "referred", reason };
}

/** The event day of a moment (epoch ms), or empty where the roster does not know it. */
export function dayOf({ days }: Pick<Rules, "days">, at: number): string {
  return days.find(({ starts_at, ends_at }) => Date.parse(starts_at) <= at && at < Date.parse(ends_at))?.day ?? "";
}

/** The same rules for a device that does not know the time: none that goes by it is applied. */
export function timeless(rules: Rules): Rules {
  return { ...rules, days: [], policy: { ...rules.policy, opens_at: null, closes_at: null } };
}

function referral(listed: Listed, rules: Rules, at: number, earlier: readonly Earlier[]): Referral | null {
  const { policy } = rules;
  const day = dayOf(rules, at);
  const toleranceMs = policy.tolerance_s * 1_000;
  if (!listed.valid) return "not_valid";
  if (policy.accepts === "tickets" && listed.kind === "badge") return "badge_not_ticket";
  if (policy.accepts === "badges" && listed.kind === "ticket") return "ticket_not_badge";
  if (policy.categories.length > 0 && !policy.categories.includes(listed.category)) return "wrong_category";
  if (policy.opens_at !== null && at < Date.parse(policy.opens_at) - toleranceMs) return "not_yet";
  if (policy.closes_at !== null && at > Date.parse(policy.closes_at) + toleranceMs) return "too_late";
  if (listed.days.length > 0 && day !== "" && !listed.days.includes(day)) return "wrong_day";
  return isUsedUp(listed, rules, day, earlier) ? "already_in" : null;
}

/**
 * An exit that this station saw last gives the entry back, as everywhere; unless the roster, which knows the other stations
 * too, shows it already.
 */
function isUsedUp(listed: Listed, rules: Rules, day: string, earlier: readonly Earlier[]): boolean {
  const { policy } = rules;
  if (usesNothingUp(listed, rules) || policy.entries === "unlimited") return false;
  const last = earlier.filter(({ shown }) => shown !== true).at(-1);
  if (last?.direction === "out") return false;
  const isOfToday = policy.entries !== "once_a_day" || rules.day === day;
  const tells = policy.tells_inside && isOfToday;
  if (tells && (listed.inside || last === undefined)) return listed.inside;
  const entered = earlier.filter(({ direction }) => direction === "in");
  if (policy.entries === "once_a_day") return entered.some((one) => one.day === day);
  return entered.length >= (policy.entries === "times" ? policy.times : 1);
}

function hasCome(listed: Listed, rules: Rules, earlier: readonly Earlier[]): boolean {
  if (usesNothingUp(listed, rules)) return false;
  return earlier.some(({ direction }) => direction === "in") || ((listed.inside || listed.come === true) && rules.policy.tells_inside);
}

function usesNothingUp(listed: Listed, { rehearsal, passing }: Rules): boolean {
  return rehearsal || passing.includes(listed.category);
}
