/** People as the desk sees them: a line of the search, and one person's card, which is the topic `attendee:<id>`. */
import { type JobState } from "./snapshots";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly category: { readonly id: string; readonly label: string };
  readonly order_code: string;
  readonly is_paid: boolean;
  readonly is_cancelled: boolean;
  readonly is_blocked: boolean;
  readonly inside: boolean;
  readonly arrived_at: string | null;
  readonly place: { readonly id: string; readonly name: string } | null;
}

export interface CardPerson extends Person {
  /** Counts changes; a change names the one it was made on. */
  readonly version: number;
  readonly given_name: string;
  readonly language: string;
  readonly pronouns: string;
  readonly valid_days: readonly string[];
}

export interface PrintedBadge {
  readonly job_id: string;
  readonly copy: number;
  readonly state: JobState;
  readonly why: string | null;
  readonly printer: { readonly id: string; readonly name: string } | null;
  readonly changed_at: string;
}

export interface HistoryLine {
  readonly fact_id: string;
  readonly kind: string;
  readonly at: string;
  readonly by: string | null;
  readonly station: string | null;
  readonly place: string | null;
  readonly undone: boolean;
  readonly detail: string | null;
}

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

/** A badge that was printed in advance, and where it lies; `box` is empty where all lie in one row. */
export interface PickupPlace {
  readonly box: string;
  readonly number: number;
  readonly state: "unprinted" | "ready" | "handed_out" | "missing" | "replaced";
}

export interface Card {
  readonly attendee: CardPerson;
  /** How many others there are of the same order, and of the same company. */
  readonly others: { readonly order_code: number; readonly company: number };
  /** Groups under a name that they are in, and how many others are. */
  readonly groups: readonly { readonly id: string; readonly name: string; readonly others: number }[];
  /** What a kiosk that was cut off did with their ticket: not looked into yet, or two people used it. */
  readonly conflict: "open" | "two_people" | null;
  readonly pickup: PickupPlace | null;
  readonly tickets: readonly { readonly id: string; readonly kind: "ticket" | "badge"; readonly ends: string; readonly is_revoked: boolean }[];
  readonly badges: readonly PrintedBadge[];
  /** Newest first. */
  readonly history: readonly HistoryLine[];
  readonly notes: readonly Note[];
}
