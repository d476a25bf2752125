// What this kiosk does with a scan that the server did not answer: it decides by the roster, keeps what it did, and only
// then is anybody told.
import type { Outgoing } from "../outbox";
import type { OwnBadge } from "../own_printer";
import type { Database, Written } from "./database";
import { dayOf, decide, timeless, type Referral, type Rules } from "./decision";
import { shownBy, type Passage, type Passages } from "./earlier";
import { keepScan } from "./kept_scans";
import type { Found, Roster } from "./roster";
import type { RosterHead } from "./roster_body";
import type { Sealed } from "./sealing";
import type { StationClock } from "./station_clock";

/** Somebody is let in, or out, for now. */
export interface Pass {
  readonly greeting: string;
  readonly language: string;
  readonly again: boolean;
  readonly rehearsal: boolean;
  /** The badge that they are still to get; null where they have one. */
  readonly badge: OwnBadge | null;
}

export type Judgement =
  | { readonly kind: "let_in"; readonly pass: Pass }
  /** `not_kept`: it could not be written down, so nobody is let in on it. */
  | { readonly kind: "referred"; readonly reason: Referral | "not_kept"; readonly shortCode: string | null }
  /** Nothing is known here by which to decide. */
  | { readonly kind: "unable" };

export interface Judged {
  readonly judgement: Judgement;
  /** With what was decided, as it is to be sent. */
  readonly scan: Outgoing;
  /** Whether it lies on this device's disk. */
  readonly written: Written;
}

export interface Bench {
  readonly database: Database;
  readonly roster: Roster;
  readonly passages: Passages;
  readonly clock: StationClock;
}

const VENUE = "venue";

export async function judge(bench: Bench, scan: Outgoing): Promise<Judged> {
  const head = bench.roster.head.peek();
  const found = scan.code === undefined ? null : await bench.roster.find(scan.code);
  if (head === null || found === null) return { judgement: { kind: "unable" }, scan, written: "failed" };
  const { database, passages, clock } = bench;
  const rules = clock.isKnown() ? head : timeless(head);
  const decision = decide({ listed: found.listed, rules, at: clock.now(), direction: scan.direction, earlier: passages.of(found.person, doorOf(scan, head), shownBy(head)) });
  const judged = withOutcome(scan, found, decision.outcome, head, clock);
  const written = await keepScan(database, judged);
  if (decision.outcome === "referred") return { judgement: referred(head, decision.reason), scan: judged, written };
  if (written !== "written") {
    return { judgement: referred(head, "not_kept"), scan: withOutcome(scan, found, "referred", head, clock), written };
  }
  await passages.remember(scan.scan_id, passageOf(scan, found, rules, clock.now()));
  return { judgement: { kind: "let_in", pass: passOf(found, decision.again, scan, head) }, scan: judged, written };
}

/** What is to be remembered of somebody who passed; `at` is epoch ms. */
export function passageOf(scan: Outgoing, { person }: Found, rules: Rules, at: number): Passage {
  return { person, place_id: doorOf(scan, rules), day: dayOf(rules, at), direction: scan.direction };
}

/** Of a kiosk that has just been moved, the roster may still tell the rules of the door before. */
function doorOf({ place_id: placeId }: Outgoing, { policy }: Rules): string {
  return placeId ?? policy.place_id;
}

function referred({ short_codes = {} }: RosterHead, reason: Referral | "not_kept"): Judgement {
  return { kind: "referred", reason, shortCode: short_codes[reason] ?? null };
}

function withOutcome(scan: Outgoing, { hidden }: Found, outcome: "admitted" | "referred", { seq }: RosterHead, clock: StationClock): Outgoing {
  return { ...scan, ...hidden, offline: { outcome, roster_seq: seq, clock: clock.isKnown() ? "synced" : "unknown" } };
}

function passOf({ listed, sealed }: Found, again: boolean, scan: Outgoing, head: RosterHead): Pass {
  const isFirst = listed?.kind === "ticket" && doorOf(scan, head) === VENUE && scan.direction === "in" && !again;
  const badge = isFirst ? badgeOf(listed.category, sealed, head) : null;
  return { greeting: sealed.g ?? sealed.n ?? "", language: sealed.l ?? "", again, rehearsal: head.rehearsal, badge };
}

function badgeOf(category: string, { n = "", l = "", b = {} }: Sealed, { categories, labels, event, rehearsal }: RosterHead): OwnBadge {
  const { code = "", ...given } = b;
  const label = labels[categories.indexOf(category)] ?? category;
  return { code, category, rehearsal, fields: { ...given, name: n, language: l, category: label, category_id: category, event } };
}
