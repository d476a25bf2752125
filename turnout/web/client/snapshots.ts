/** What the server pushes: the shapes of every topic's snapshot, and which of two snapshots to show. */
import { type Card } from "./people";

export interface Snapshot<T> {
  readonly topic: string;
  /** Position in the server's log at which `data` was true. */
  readonly seq: number;
  /** Server time at which it was built, ISO 8601 UTC. */
  readonly at: string;
  readonly data: T;
}

export interface EventHeader {
  readonly name: string;
  /** False while it is a rehearsal. */
  readonly opened: boolean;
  readonly time_zone: string;
  readonly accent: string;
}

/** The event as a station's screens need it. */
export interface StationEvent extends EventHeader {
  /** The organiser's picture, at `/api/v1/event/logo`; its size in pixels. */
  readonly logo: { readonly width: number; readonly height: number; readonly version: number } | null;
  /** What the organiser says to do after a refusal, where it is not the built-in sentence: by reason, then by language. */
  readonly refusal_steps: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface TotalsData {
  readonly event: EventHeader & { readonly day: { readonly starts_at: string; readonly ends_at: string } };
  readonly expected: number;
  readonly arrived: number;
  readonly inside: number;
  /** How many the venue holds; null where nobody has said. */
  readonly capacity: number | null;
  /** Arrivals in the last 60 s. */
  readonly pace: number;
  /** `[bucket_start, arrivals]` in buckets of five minutes; empty buckets are left out. */
  readonly arrivals: readonly (readonly [string, number])[];
}

export interface SessionCard {
  readonly id: string;
  readonly title: string;
  readonly speakers: readonly string[];
  readonly starts_at: string;
  readonly ends_at: string;
}

export type ReadinessState = "no_session" | "not_started" | "in_progress" | "ready";

export interface Readiness {
  readonly state: ReadinessState;
  readonly done: number;
  readonly total: number;
  readonly due_at: string | null;
  readonly signed_off: { readonly at: string; readonly by: string } | null;
}

export interface ChecklistItem {
  readonly id: string;
  readonly label: string;
  readonly done: boolean;
  readonly by: string | null;
  readonly at: string | null;
}

/** A room or a zone. */
export interface RoomCard {
  readonly id: string;
  readonly name: string;
  readonly capacity: number | null;
  readonly inside: number;
  /** True where the headcount comes from scans and nobody has counted. */
  readonly estimated: boolean;
  readonly current: SessionCard | null;
  readonly next: SessionCard | null;
  readonly readiness: Readiness;
}

export interface RoomsData {
  readonly rooms: readonly RoomCard[];
}

export interface PlaceData extends Omit<RoomCard, "readiness"> {
  readonly readiness: Readiness & { readonly items: readonly ChecklistItem[] };
}

export interface DoorSession {
  readonly title: string;
  readonly starts_at: string;
  readonly ends_at: string;
}

/** What a door tells everybody who stands before it. */
export interface DoorData {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Whether it lets in those whose own matters are in order, and why not. */
  readonly state: "open" | "not_yet" | "over" | "preparing" | "full";
  readonly opens_at: string | null;
  /** Null where nobody has said how many it holds. */
  readonly seats_left: number | null;
  /** Reckoned from scans, which nobody has counted after. */
  readonly estimated: boolean;
  readonly current: DoorSession | null;
  readonly next: DoorSession | null;
}

export type StationMode = "entrance" | "door" | "desk" | "pickup";
/** What can be done at a kiosk beside scanning and calling for help. */
export type Offer = "no_ticket" | "walk_in";
export type PrinterState = "ready" | "busy" | "fault" | "silent";

export interface StationCard {
  readonly id: string;
  readonly name: string;
  readonly mode: StationMode | "phone" | "spooler";
  readonly place: { readonly id: string; readonly name: string };
  readonly state: "unpaired" | "online" | "silent" | "revoked";
  readonly last_seen: string | null;
  /** Server time minus the station's clock. */
  readonly skew_ms: number;
  /** Scans that wait in the station's outbox. */
  readonly queued: number;
  /** How often somebody without a ticket failed there to prove who they are, in the last ten minutes. */
  readonly failed_proofs: number;
  readonly languages: readonly string[];
  readonly printer_group: string;
  /** Its own printer; empty where any of the group will do. */
  readonly printer_id: string;
  readonly offers: readonly Offer[];
  readonly out_of_order: boolean;
  readonly version: number;
  readonly printer: { readonly id: string; readonly name: string; readonly state: PrinterState } | null;
}

export interface StationsData {
  readonly stations: readonly StationCard[];
}

export interface PrinterCard {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly state: PrinterState;
  readonly message: string;
  /** Since when it is in this state; null for one that was never heard of. */
  readonly since: string | null;
  /** Printers of one group stand in for each other. */
  readonly group: string;
  readonly waiting: number;
  readonly oldest_at: string | null;
  readonly checked_at: string | null;
  readonly is_paused: boolean;
  /** Null where nobody has said how many it had. */
  readonly labels_left: number | null;
  /** Badges of which nobody knows whether they came out, and those that did not. */
  readonly unknown: number;
  readonly failed: number;
}

export interface PrintersData {
  readonly printers: readonly PrinterCard[];
}

export interface ListedJob {
  readonly id: string;
  readonly printer: { readonly id: string; readonly name: string };
  /** Null for a test badge. */
  readonly attendee: { readonly id: string; readonly name: string } | null;
  readonly state: JobState;
  readonly reason: string;
  readonly copy: number;
  readonly why: string;
  readonly rehearsal: boolean;
  readonly in_advance: boolean;
  readonly changed_at: string;
}

export interface JobsData {
  /** Somebody is to be asked about these. */
  readonly in_doubt: readonly ListedJob[];
  /** In the order in which they come out, of each printer the first. */
  readonly waiting: readonly ListedJob[];
  /** The newest first. */
  readonly printed: readonly ListedJob[];
}

export interface FeedScan {
  readonly scan_id: string;
  readonly at: string;
  readonly outcome: "admitted" | "refused";
  readonly reason: string | null;
  readonly short_code: string | null;
  readonly name: string | null;
  readonly category: string | null;
  readonly place: string;
  readonly station: string;
  readonly direction: "in" | "out";
  readonly rehearsal: boolean;
  readonly override: boolean;
}

export interface FeedData {
  readonly scans: readonly FeedScan[];
}

export type JobState = "held" | "queued" | "sending" | "printing" | "printed" | "unknown" | "failed" | "voided";

export interface BadgeJob {
  readonly id: string;
  readonly scan_id: string;
  readonly state: JobState;
  readonly printer: { readonly id: string; readonly name: string } | null;
  readonly changed_at: string;
  readonly reason: string | null;
}

/** Somebody at a kiosk wants staff; as the kiosk itself is told. */
export interface OwnCall {
  readonly id: string;
  readonly called_at: string;
  /** Who comes, by the name of their account; null while nobody has said so. */
  readonly answered: { readonly by: string; readonly at: string } | null;
}

export interface HelpCall extends OwnCall {
  readonly station: { readonly id: string; readonly name: string };
  readonly place: { readonly id: string; readonly name: string };
}

export interface HelpData {
  /** The oldest first. */
  readonly calls: readonly HelpCall[];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** `noted` is for what is no ticket used twice. */
export type Verdict = "same_person" | "two_people" | "noted";

export interface ConflictingScan {
  readonly scan_id: string;
  readonly at: string;
  readonly station: Named;
  readonly place: Named;
}

/** What a station did while it was cut off, and the rules say otherwise of. */
export interface ScanConflict extends ConflictingScan {
  readonly kind: "same_ticket_twice" | "not_admissible" | "unusable";
  /** What a refusal would have said; of an unusable scan the code of the error. */
  readonly reason: string | null;
  readonly person: { readonly id: string; readonly name: string; readonly category: string } | null;
  /** All other scans of the same ticket at the same place. */
  readonly others: readonly ConflictingScan[];
  readonly resolved: { readonly verdict: Verdict; readonly by: string; readonly at: string } | null;
}

export interface ConflictsData {
  /** Those that nobody has looked into first. */
  readonly conflicts: readonly ScanConflict[];
}

export interface StationData {
  readonly station: {
    readonly id: string;
    readonly name: string;
    readonly mode: StationMode;
    readonly place: { readonly id: string; readonly name: string; readonly kind: string };
    readonly languages: readonly string[];
    /** The printer beside it; another prints while this one is in trouble. */
    readonly printer: { readonly id: string; readonly name: string } | null;
    readonly offers: readonly Offer[];
    readonly out_of_order: boolean;
    readonly revoked: boolean;
  };
  readonly event: StationEvent;
  readonly jobs: readonly BadgeJob[];
  /** Its open call for help. */
  readonly help: OwnCall | null;
}

interface FixedTopics {
  totals: TotalsData;
  rooms: RoomsData;
  stations: StationsData;
  printers: PrintersData;
  feed: FeedData;
  help: HelpData;
  jobs: JobsData;
  conflicts: ConflictsData;
}

export type TopicName = keyof FixedTopics | `place:${string}` | `door:${string}` | `station:${string}` | `attendee:${string}`;

export type TopicData<N extends TopicName> = N extends keyof FixedTopics
  ? FixedTopics[N]
  : N extends `place:${string}`
    ? PlaceData
    : N extends `door:${string}`
      ? DoorData
      : N extends `attendee:${string}`
      ? Card
      : StationData;

/** A snapshot and the number of the connection that brought it. */
export interface Held {
  readonly snapshot: Snapshot<unknown>;
  readonly connection: number;
}

/**
 * The snapshot to show from now on: the last value wins and a lower `seq` never replaces a higher one.
 *
 * A newer connection is believed as it is: a server brought back from a backup has a shorter log, and a screen that
 * compared across connections would show the lost hour for ever.
 */
export function accept(held: Held | null, incoming: Snapshot<unknown>, connection: number): Held {
  const next = { snapshot: incoming, connection };
  if (held === null || connection > held.connection) return next;
  if (connection < held.connection || incoming.seq < held.snapshot.seq) return held;
  // Pace and silent stations change with time alone: at the same seq the later `at` is the newer truth.
  if (incoming.seq === held.snapshot.seq && incoming.at < held.snapshot.at) return held;
  return next;
}
