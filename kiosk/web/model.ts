// What the kiosk is showing, what may happen to it, and what it asks for. Times (`at`, `until`) are ms on any clock that
// only goes forward.
import type { Badge, Direction, Pickup, ScanAnswer } from "@client/scans";
import type { BadgeJob, Offer, StationMode } from "@client/snapshots";
import type { SoundName } from "@client/sound";
import { isChanged, NO_ACCESS, type Access, type AccessEvent } from "./access/modes";
import type { BadgeStage } from "./badge_progress";
import type { Judgement, Pass } from "./offline/judging";
import type { OwnBadge } from "./own_printer";
import type { Task, TaskEffect, TaskEvent, TaskKind } from "./tasks";

export type PairingProblem = "code_unknown" | "too_many_tries" | "unreachable";

export type Screen =
  /** Who are we? Asked at the start, until the server has answered. */
  | { readonly kind: "connecting" }
  /** Another window of this browser is the kiosk. */
  | { readonly kind: "elsewhere" }
  | { readonly kind: "pairing"; readonly problem: PairingProblem | null; readonly isAsking: boolean }
  | { readonly kind: "start" }
  | { readonly kind: "out_of_order" }
  | { readonly kind: "sending"; readonly scanId: string; readonly since: number }
  | { readonly kind: "unreachable"; readonly scanId: string; readonly since: number }
  | { readonly kind: "admitted"; readonly answer: ScanAnswer; readonly badge: Badge | null; readonly until: number }
  | { readonly kind: "refused"; readonly answer: ScanAnswer; readonly until: number }
  /** Where badges are handed out: in which box theirs lies. */
  | { readonly kind: "pickup"; readonly answer: ScanAnswer; readonly pickup: Pickup; readonly until: number }
  /** Decided here, because the server did not answer. */
  | { readonly kind: "let_in"; readonly scanId: string; readonly pass: Pass; readonly badge: OwnBadgeStage; readonly until: number }
  | { readonly kind: "referred"; readonly scanId: string; readonly reason: Referred["reason"]; readonly shortCode: string | null; readonly until: number }
  /** The server does not want the request itself, which says nothing about the ticket. */
  | { readonly kind: "not_taken"; readonly scanId: string; readonly until: number }
  /** What somebody does here beside scanning. `visit` numbers it; `touchedAt` is when they last did something. */
  | { readonly kind: "task"; readonly task: Task; readonly visit: number; readonly touchedAt: number };

/** Of a badge that the server knows nothing of yet; `desk`: it is not printed here. */
export type OwnBadgeStage = Extract<BadgeStage, "none" | "printing" | "take" | "desk">;
export type Decided = Exclude<Judgement, { kind: "unable" }>;
export type Referred = Extract<Judgement, { kind: "referred" }>;

export interface Model {
  readonly screen: Screen;
  /** What the station offers; the first is its own language. */
  readonly languages: readonly string[];
  readonly language: string;
  readonly access: Access;
  /** The panel of `access` stands over the screen, whose own time stands still meanwhile. */
  readonly isAccessOpen: boolean;
  /** When somebody last did something here. */
  readonly touchedAt: number;
  readonly isOutOfOrder: boolean;
  readonly mode: StationMode;
  /** Whether whoever scans next comes or goes; at a room's door they say so. */
  readonly direction: Direction;
  /** What can be done here beside scanning and calling for help. */
  readonly offers: readonly Offer[];
  /** The id of the printer beside the kiosk. */
  readonly printer: string | null;
  /** Badges come out beside the kiosk without the server, too. */
  readonly printsAlone: boolean;
  readonly jobs: readonly BadgeJob[];
  /** How many tasks were begun here. */
  readonly visits: number;
}

/** What the station is to be, as the dashboard has set it. */
export type WantedStation = Pick<Model, "languages" | "isOutOfOrder" | "mode" | "offers" | "printer">;

export type Event =
  | ({ readonly kind: "station_known" } & WantedStation)
  | { readonly kind: "not_paired" }
  /** The server has taken this station back: nothing of it stays on the device. */
  | { readonly kind: "revoked" }
  | { readonly kind: "pairing_code_entered"; readonly code: string }
  | { readonly kind: "pairing_refused"; readonly problem: PairingProblem }
  | { readonly kind: "code_read"; readonly code: string; readonly scanId: string; readonly at: number }
  | { readonly kind: "answered"; readonly answer: ScanAnswer; readonly at: number }
  | { readonly kind: "declined"; readonly scanId: string; readonly at: number }
  | { readonly kind: "not_reached"; readonly scanId: string; readonly at: number }
  /** `mayPrint`: the server cannot have asked for a badge for this scan, so that it may come out beside this kiosk. */
  | { readonly kind: "judged"; readonly scanId: string; readonly judgement: Decided; readonly mayPrint: boolean; readonly at: number }
  | { readonly kind: "printer_looked_at"; readonly printsAlone: boolean }
  /** What became of a badge that was printed without the server. */
  | { readonly kind: "printed_alone"; readonly scanId: string; readonly isOut: boolean; readonly at: number }
  /** Whether this window is the kiosk, or another. */
  | { readonly kind: "open_elsewhere" }
  | { readonly kind: "open_here" }
  | { readonly kind: "jobs_changed"; readonly jobs: readonly BadgeJob[]; readonly at: number }
  | { readonly kind: "language_chosen"; readonly language: string; readonly at: number }
  | { readonly kind: "in_access"; readonly event: AccessEvent; readonly at: number }
  | { readonly kind: "direction_chosen"; readonly direction: Direction; readonly at: number }
  | { readonly kind: "task_chosen"; readonly task: TaskKind; readonly at: number }
  | { readonly kind: "in_task"; readonly visit: number; readonly event: TaskEvent; readonly at: number }
  | { readonly kind: "task_left" }
  /** Somebody's badge waits for their look: it is right, it is wrong, or they are still at it. */
  | { readonly kind: "badge_right"; readonly at: number }
  | { readonly kind: "badge_wrong"; readonly at: number }
  | { readonly kind: "badge_looked_at" }
  /** A finger, a key, a switch: somebody is there. */
  | { readonly kind: "touched"; readonly at: number }
  | { readonly kind: "dismissed" }
  /** The device slept: whoever stood here has gone. */
  | { readonly kind: "woke" }
  /** Whoever reads a result has not done yet. */
  | { readonly kind: "more_time"; readonly at: number }
  | { readonly kind: "ticked"; readonly at: number };

export type Effect =
  | { readonly kind: "send"; readonly scanId: string; readonly code: string; readonly direction: Direction }
  | { readonly kind: "pair"; readonly code: string }
  | { readonly kind: "wipe" }
  | { readonly kind: "sound"; readonly name: SoundName }
  | { readonly kind: "hold_badge" | "release_badge"; readonly scanId: string }
  | { readonly kind: "print_alone"; readonly scanId: string; readonly badge: OwnBadge }
  | { readonly kind: "for_task"; readonly visit: number; readonly effect: TaskEffect };

export interface Step {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

const RESULTS: ReadonlySet<Screen["kind"]> = new Set(["admitted", "pickup", "let_in", "refused", "referred", "not_taken", "unreachable"]);

/** A kiosk that has just been switched on. `language` is the browser's, until the station is known. */
export function begin(language: string): Model {
  return {
    screen: { kind: "connecting" },
    languages: [language],
    language,
    access: NO_ACCESS,
    isAccessOpen: false,
    touchedAt: 0,
    isOutOfOrder: false,
    mode: "entrance",
    direction: "in",
    offers: [],
    printer: null,
    printsAlone: false,
    jobs: [],
    visits: 0,
  };
}

export function isWaiting(screen: Screen): screen is Extract<Screen, { kind: "sending" | "unreachable" }> {
  return screen.kind === "sending" || screen.kind === "unreachable";
}

/** An answer to an earlier scan comes too late to be shown: whoever made it has gone. */
export function isAwaited(screen: Screen, scanId: string): boolean {
  return isWaiting(screen) && screen.scanId === scanId;
}

export function isResult(screen: Screen): boolean {
  return RESULTS.has(screen.kind);
}

/** No ticket is taken, and no time leads away from here. */
export function isClosed({ kind }: Screen): boolean {
  return kind === "connecting" || kind === "elsewhere" || kind === "pairing" || kind === "out_of_order";
}

export function hasChosen(model: Model): boolean {
  return isChanged(model.access) || model.direction !== "in" || model.language !== model.languages[0];
}
