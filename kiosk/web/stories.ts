// Every screen of the kiosk, as the events that lead to it. Pure: the machine makes the screens, nothing is drawn by hand.
import type { CameraState } from "@client/scanner";
import { REASONS, type ScanAnswer } from "@client/scans";
import { admitted, badge, refused } from "@client/scans.fixture";
import type { DoorData, StationEvent, StationMode } from "@client/snapshots";
import { step } from "./machine";
import { begin, type Event, type Model } from "./model";
import { CORRECTION_STORIES } from "./tasks/correction.fixture";
import type { OwnMeans } from "./kiosk_parts";
import type { Pass } from "./offline/judging";
import type { TaskEvent, TaskKind } from "./tasks";
import type { NoTicketNews } from "./tasks/no_ticket";
import { STEPS as STAFF_STEPS } from "./tasks/staff.fixture";
import type { WalkInNews } from "./tasks/walk_in";
import * as walkIn from "./tasks/walk_in.fixture";

export interface Story {
  readonly events: readonly Event[];
  readonly camera: CameraState;
  /** Scans that wait for a server that does not answer; null where it does. */
  readonly waiting: number | null;
  readonly ownMeans: OwnMeans;
  readonly isFull: boolean;
  /** Before the server has said which station this is. */
  readonly isUnknown: boolean;
  readonly isOutOfOrder: boolean;
  readonly mode: StationMode;
  /** What the door tells, where it is one. */
  readonly door: DoorData | null;
  /** Whether the device has a voice for the language. */
  readonly hasVoice: boolean;
}

export const EVENT: StationEvent = {
  name: "Harbour Congress 2026",
  opened: false, // the rehearsal's line takes room: what fits below it fits without it
  time_zone: "Europe/Riga",
  accent: "#17456b",
  logo: null,
  refusal_steps: {},
};

const PRINTER = { id: "p1", name: "Foyer, left printer" };
const ELSEWHERE = { id: "p2", name: "Desk B, second floor" };
const LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff";
const SESSION = { id: "s1", title: "Lasām vecās kartes kopā", starts_at: "2026-05-04T07:00:00Z", ends_at: "2026-05-04T08:30:00Z" };
const FIRST = { at: "2026-05-03T06:12:00Z", place: "Harbour Congress", station: "Entrance A" };
const READ: Event = { kind: "code_read", code: "T", scanId: "scan-1", at: 0 };
const ALONE: Event = { kind: "printer_looked_at", printsAlone: true };
const ASKED: Event = { kind: "in_access", event: { kind: "opened" }, at: 0 };
const TROUBLES: readonly CameraState[] = ["starting", "insecure", "refused", "absent", "busy", "lost", "blind"];
const PASS: Pass = { greeting: "Žaneta", language: "", again: false, rehearsal: true, badge: { code: "B", category: "visitor", fields: {}, rehearsal: true } };
const REFERRALS = ["unknown_ticket", "already_in", "badge_not_ticket", "wrong_day"] as const;
const HINTS = ["misread", "keyboard_layout", "too_long"] as const;
const CLAIMED: readonly NoTicketNews[] = [{ kind: "proof_typed", proof: "wolfeschlegel@" }, { kind: "went_on", scanId: "scan-1" }];
const NO_WAYS = ["not_proved", "too_many", "unreachable"] as const;

function story(events: readonly Event[], around: Partial<Story> = {}): Story {
  return { events, camera: "on", waiting: null, ownMeans: "not_yet", isFull: false, isUnknown: false, isOutOfOrder: false, mode: "entrance", door: null, hasVoice: true, ...around };
}

function answered(answer: ScanAnswer): Story {
  return story([READ, { kind: "answered", answer, at: 0 }]);
}

/** Whoever comes reads the language that was chosen: theirs is not known. */
function comes(changes: Partial<ScanAnswer>, greeting = "Žaneta"): Story {
  const attendee = { id: "a1", greeting, name: greeting, category: "visitor", language: "" };
  return answered(admitted({ attendee, ...changes }));
}

function judged(judgement: Extract<Event, { kind: "judged" }>["judgement"]): Story {
  const cutOff = { waiting: 3, ownMeans: "ready" } as const;
  return story([READ, { kind: "judged", mayPrint: true, scanId: "scan-1", judgement, at: 0 }], cutOff);
}

/** Before a room's door. */
function door(changes: Partial<DoorData>): Story {
  const { title, starts_at, ends_at } = SESSION;
  const next = { title: "Hafenlogistik und Energiewende: ein Bericht aus vier Städten an der Ostsee", starts_at: "2026-05-04T09:00:00Z", ends_at: "2026-05-04T10:00:00Z" };
  const data: DoorData = { id: "p1", name: "Konferences zāle 2", kind: "room", state: "open", opens_at: null, seats_left: 12, estimated: true, current: { title, starts_at, ends_at }, next, ...changes };
  return story([], { mode: "door", door: data });
}

function pairing(problem: "code_unknown" | "too_many_tries" | "unreachable" | null): Story {
  return story(problem === null ? [{ kind: "not_paired" }] : [{ kind: "not_paired" }, { kind: "pairing_refused", problem }]);
}

function called(...events: readonly TaskEvent[]): Story {
  return inTask("help", ...events);
}

function claimed(...events: readonly NoTicketNews[]): Story {
  const named: readonly NoTicketNews[] = [{ kind: "named", name: LONG_NAME }, { kind: "went_on", scanId: "scan-1" }];
  return inTask("no_ticket", ...[...named, ...events].map((event) => ({ task: "no_ticket", ...event }) as const));
}

function newHere(...events: readonly WalkInNews[]): Story {
  const came: WalkInNews = { kind: "form_came", form: walkIn.FORM };
  return inTask("walk_in", ...[came, ...events].map((event) => ({ task: "walk_in", ...event }) as const));
}

/** A task is the first that anybody does here. */
function inTask(task: TaskKind, ...events: readonly TaskEvent[]): Story {
  return story([{ kind: "task_chosen", task, at: 0 }, ...events.map((event) => ({ kind: "in_task", visit: 1, event, at: 0 }) as const)]);
}

export const STORIES: Readonly<Record<string, Story>> = {
  connecting: story([], { isUnknown: true }),
  pairing: pairing(null),
  "pairing-asking": story([{ kind: "not_paired" }, { kind: "pairing_code_entered", code: "ABCD1234" }]),
  "pairing-code_unknown": pairing("code_unknown"),
  "pairing-too_many_tries": pairing("too_many_tries"),
  "pairing-unreachable": pairing("unreachable"),
  start: story([]),
  reading: story([READ]),
  "server-silent": story([], { waiting: 2 }),
  "cut-off": story([], { waiting: 12, ownMeans: "ready" }),
  "needs-server": story([], { ownMeans: "none", camera: "insecure" }),
  "storage-full": story([], { waiting: 12, ownMeans: "ready", isFull: true }),
  elsewhere: story([{ kind: "open_elsewhere" }], { isUnknown: true }),
  ...Object.fromEntries(TROUBLES.map((camera) => [`camera-${camera}`, story([], { camera })])),
  unreachable: story([READ, { kind: "not_reached", scanId: "scan-1", at: 0 }]),
  not_taken: story([READ, { kind: "declined", scanId: "scan-1", at: 0 }]),
  welcome: comes({ session: SESSION }),
  "welcome-nameless": answered(admitted({ attendee: null })),
  "welcome-long-name": comes({ badge: badge("printing", PRINTER) }, LONG_NAME),
  "welcome-arabic-name": comes({ badge: badge("printing", PRINTER) }, "نور الهدى"),
  "welcome-back": comes({ again: true, session: SESSION }),
  "badge-queued": comes({ badge: badge("queued", PRINTER) }),
  "badge-printing": comes({ badge: badge("printing", PRINTER) }),
  "badge-elsewhere": comes({ badge: badge("printing", ELSEWHERE) }),
  "badge-take": comes({ badge: badge("printed", PRINTER), session: SESSION }),
  "badge-desk": comes({ badge: badge("failed", PRINTER) }),
  "badge-pickup": comes({ pickup: { box: "K–M", number: 1204 } }),
  ...Object.fromEntries(REASONS.map((reason) => [`refused-${reason}`, answered(refused(reason, { first: FIRST }))])),
  "refused-other": answered(refused("of_a_newer_server")),
  ...Object.fromEntries(HINTS.map((hint) => [`hint-${hint}`, answered(refused("unknown_ticket", { hint }))])),
  "help-calling": called(),
  "help-called": called({ task: "help", kind: "called" }),
  "help-coming": called({ task: "help", kind: "called" }, { task: "help", kind: "answered", by: "Ilze" }),
  "help-not_called": called({ task: "help", kind: "not_called" }),
  "no_ticket-name": inTask("no_ticket"),
  "no_ticket-name-short": inTask("no_ticket", { task: "no_ticket", kind: "went_on", scanId: "scan-1" }),
  "no_ticket-email": claimed({ kind: "proof_typed", proof: "wolfeschlegel@" }),
  "no_ticket-email-short": claimed({ kind: "went_on", scanId: "scan-1" }),
  "no_ticket-code": claimed({ kind: "proof_chosen", proofKind: "code" }, { kind: "proof_typed", proof: "K7M2QX" }),
  "no_ticket-code-short": claimed({ kind: "proof_chosen", proofKind: "code" }, { kind: "went_on", scanId: "scan-1" }),
  "no_ticket-asking": claimed(...CLAIMED),
  ...Object.fromEntries(NO_WAYS.map((why) => [`no_ticket-${why}`, claimed(...CLAIMED, { kind: "failed", why })])),
  "walk_in-loading": inTask("walk_in"),
  "walk_in-no-form": inTask("walk_in", { task: "walk_in", kind: "failed", why: "unreachable" }),
  ...Object.fromEntries(walkIn.STEPS.map(([name, ...events]) => [`walk_in-${name}`, newHere(...events)])),
  access: story([ASKED]),
  "access-spoken": story([ASKED, { kind: "in_access", event: { kind: "switched", mode: "spoken" }, at: 0 }]),
  "access-no_voice": story([ASKED, { kind: "in_access", event: { kind: "switched", mode: "spoken" }, at: 0 }], { hasVoice: false }),
  "let_in": judged({ kind: "let_in", pass: PASS }),
  "let_in-again": judged({ kind: "let_in", pass: { ...PASS, again: true, badge: null } }),
  "let_in-printing": story([ALONE, READ, { kind: "judged", mayPrint: true, scanId: "scan-1", judgement: { kind: "let_in", pass: PASS }, at: 0 }]),
  "let_in-take": story([ALONE, READ, { kind: "judged", mayPrint: true, scanId: "scan-1", judgement: { kind: "let_in", pass: PASS }, at: 0 }, { kind: "printed_alone", scanId: "scan-1", isOut: true, at: 0 }]),
  "let_in-nameless": judged({ kind: "let_in", pass: { ...PASS, greeting: "" } }),
  ...Object.fromEntries(REFERRALS.map((reason) => [`referred-${reason}`, judged({ kind: "referred", reason, shortCode: "H7" })])),
  "welcome-gets": comes({ gets: ["T-shirt: L", "Lunch on Friday", "Gala dinner"], next: { title: SESSION.title, place: "Hall B", starts_at: "2026-05-04T07:24:00.000Z" }, badge: badge("printing", PRINTER) }),
  "welcome-next-later": comes({ next: { title: SESSION.title, place: "Hall B", starts_at: "2026-05-04T11:30:00.000Z" }, badge: badge("printed", PRINTER) }),
  ...Object.fromEntries(Object.entries(CORRECTION_STORIES).map(([name, events]) => [name, story(events)])),
  "door-open": door({}),
  "door-one-left": door({ seats_left: 1, estimated: false }),
  "door-none-left": door({ seats_left: 0 }),
  "door-preparing": door({ state: "preparing" }),
  "door-full": door({ state: "full", seats_left: 0, estimated: false }),
  "door-not_yet": door({ state: "not_yet", opens_at: "2026-05-04T06:45:00Z", current: null }),
  "door-over": door({ state: "over", current: null, next: null }),
  "door-not-told": story([], { mode: "door" }),
  "door-goodbye": comes({ direction: "out" }, LONG_NAME),
  "pickup-welcome": { ...comes({ pickup: { box: "K–M", number: 1204 } }, LONG_NAME), mode: "pickup" },
  "pickup-in-already": { ...answered(refused("already_in", { first: FIRST, pickup: { box: "", number: 7 } })), mode: "pickup" },
  ...Object.fromEntries(STAFF_STEPS.map(([name, ...news]) => [`staff-${name}`, inTask("staff", ...news.map((one) => ({ task: "staff", ...one }) as const))])),
  out_of_order: story([], { isOutOfOrder: true }),
};

/** The model at the end of a story, on a station that offers `languages` where somebody chose `language`. `at` is now, monotonic ms. */
export function told({ events, isUnknown, isOutOfOrder, mode }: Story, languages: readonly string[], language: string, at: number): Model {
  const known: Event = { kind: "station_known", languages, isOutOfOrder, mode, offers: ["no_ticket", "walk_in"], printer: PRINTER.id };
  const chosen: Event = { kind: "language_chosen", language, at };
  const before = isUnknown ? [] : [known, chosen];
  const now = (event: Event): Event => ("at" in event ? { ...event, at } : event);
  return [...before, ...events.map(now)].reduce((model, event) => step(model, event).model, begin(language));
}
