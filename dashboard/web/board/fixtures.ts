/** Whole rooms, stations and printers for the tests, so that each test names only what it is about. */
import { type HelpCall, type PrinterCard, type RoomCard, type ScanConflict, type SessionCard, type StationCard } from "@client/snapshots";

export const NOW = Date.UTC(2026, 10, 22, 9, 0, 0);

export function at(minutes: number): string {
  return new Date(NOW + minutes * 60_000).toISOString();
}

export function session(startsIn: number): SessionCard {
  return { id: "s1", title: "Quiet machines", speakers: ["Ada"], starts_at: at(startsIn), ends_at: at(startsIn + 45) };
}

export function room(changes: Partial<RoomCard> = {}): RoomCard {
  return {
    id: "r1",
    name: "Room 1",
    capacity: 100,
    inside: 20,
    estimated: true,
    current: null,
    next: session(30),
    readiness: { state: "in_progress", done: 2, total: 5, due_at: at(20), signed_off: null },
    ...changes,
  };
}

export function station(changes: Partial<StationCard> = {}): StationCard {
  return {
    id: "st1",
    name: "Entrance A",
    mode: "entrance",
    place: { id: "venue", name: "Venue" },
    state: "online",
    last_seen: at(0),
    skew_ms: 0,
    queued: 0,
    failed_proofs: 0,
    languages: ["en"],
    printer_group: "",
    printer_id: "",
    offers: [],
    out_of_order: false,
    version: 1,
    printer: null,
    ...changes,
  };
}

export function printer(changes: Partial<PrinterCard> = {}): PrinterCard {
  return {
    id: "p1",
    name: "Printer A",
    kind: "ipp",
    state: "ready",
    message: "",
    waiting: 0,
    oldest_at: null,
    checked_at: at(0),
    since: at(-60),
    group: "entrance",
    is_paused: false,
    labels_left: null,
    unknown: 0,
    failed: 0,
    ...changes,
  };
}

export function conflict(changes: Partial<ScanConflict> = {}): ScanConflict {
  const first = { scan_id: "s1", at: at(-30), station: { id: "st1", name: "Entrance A" }, place: { id: "venue", name: "Venue" } };
  return {
    ...first,
    scan_id: "s2",
    at: at(-20),
    kind: "same_ticket_twice",
    reason: null,
    person: { id: "a1", name: "Ada Lovelace", category: "visitor" },
    others: [first],
    resolved: null,
    ...changes,
  };
}

export function call(changes: Partial<HelpCall> = {}): HelpCall {
  const where = { station: { id: "st1", name: "Entrance A" }, place: { id: "venue", name: "Venue" } };
  return { id: "c1", called_at: at(0), answered: null, ...where, ...changes };
}
