/** What needs somebody, the worst first. Pure: the time is an argument, in ms. */
import { type HelpCall, type PrinterCard, type RoomCard, type ScanConflict, type StationCard } from "@client/snapshots";
import { isOverdue } from "../parts/help-desk";

/** `stop`: people wait or will within minutes. `look`: somebody should go there. */
export type Level = "stop" | "look";

/** A place and who is in it. */
export type Crowd = Pick<RoomCard, "id" | "name" | "inside" | "capacity">;

export type Matter =
  | { readonly kind: "help_called"; readonly call: HelpCall }
  | { readonly kind: "conflicts"; readonly open: readonly ScanConflict[] }
  | { readonly kind: "two_people"; readonly open: readonly ScanConflict[] }
  | { readonly kind: "late_room"; readonly room: RoomCard }
  | { readonly kind: "crowded_room"; readonly room: Crowd }
  | { readonly kind: "silent_station"; readonly station: StationCard }
  | { readonly kind: "wrong_clock"; readonly station: StationCard }
  | { readonly kind: "proofs_failed"; readonly station: StationCard }
  | { readonly kind: "printer_fault"; readonly printer: PrinterCard }
  | { readonly kind: "printer_silent"; readonly printer: PrinterCard }
  | { readonly kind: "printer_paused"; readonly printer: PrinterCard }
  | { readonly kind: "badges_waiting"; readonly printer: PrinterCard }
  | { readonly kind: "badges_in_doubt"; readonly printer: PrinterCard }
  | { readonly kind: "labels_low"; readonly printer: PrinterCard };

export type Attention = Matter & {
  readonly key: string;
  readonly level: Level;
  /** Since when (ms), or null where nobody knows. */
  readonly since: number | null;
};

const SOON_MS = 5 * 60_000;
const WAITING_MS = 60_000;
const SKEW_MS = 30_000;
/** One person's wrong tries are five; with more, somebody may be trying names. */
const MANY_FAILED_PROOFS = 6;
/** Enough for somebody to fetch a roll. */
export const FEW_LABELS = 20;

export function attention(
  rooms: readonly RoomCard[],
  stations: readonly StationCard[],
  printers: readonly PrinterCard[],
  now: number,
  calls: readonly HelpCall[] = [],
  conflicts: readonly ScanConflict[] = [],
  venue: Crowd | null = null,
): Attention[] {
  const found = [
    ...calls.map((call) => helpMatter(call, now)),
    ...conflictMatters(conflicts),
    ...(venue === null ? [] : crowdMatters(venue)),
    ...rooms.flatMap((room) => roomMatters(room, now)),
    ...stations.flatMap(stationMatters),
    ...printers.flatMap((printer) => printerMatters(printer, now)),
  ];
  return found.sort(worstFirst);
}

/** A room whose readiness is due and that nobody has signed off. */
export function isLate(room: RoomCard, now: number): boolean {
  const { state, due_at } = room.readiness;
  return state !== "ready" && state !== "no_session" && due_at !== null && Date.parse(due_at) < now;
}

function roomMatters(room: RoomCard, now: number): Attention[] {
  const matters = crowdMatters(room);
  if (isLate(room, now)) {
    const starts = room.next === null ? null : Date.parse(room.next.starts_at);
    const level = starts !== null && starts - now > SOON_MS ? "look" : "stop";
    matters.push({ kind: "late_room", key: `late ${room.id}`, level, since: ms(room.readiness.due_at), room });
  }
  return matters;
}

function crowdMatters(room: Crowd): Attention[] {
  if (room.capacity === null || room.inside <= room.capacity) return [];
  return [{ kind: "crowded_room", key: `crowded ${room.id}`, level: "look", since: null, room }];
}

function stationMatters(station: StationCard): Attention[] {
  if (station.failed_proofs < MANY_FAILED_PROOFS) return stationStanding(station);
  return [...stationStanding(station), { kind: "proofs_failed", key: `proofs ${station.id}`, level: "look", since: null, station }];
}

function stationStanding(station: StationCard): Attention[] {
  if (station.state === "silent") {
    const level = station.mode === "entrance" ? "stop" : "look";
    return [{ kind: "silent_station", key: `silent ${station.id}`, level, since: ms(station.last_seen), station }];
  }
  if (station.state === "online" && Math.abs(station.skew_ms) > SKEW_MS) {
    return [{ kind: "wrong_clock", key: `clock ${station.id}`, level: "look", since: null, station }];
  }
  return [];
}

/** Somebody stands there and waits: worse once nobody has come for two minutes. */
function helpMatter(call: HelpCall, now: number): Attention {
  const level = isOverdue(call, now) ? "stop" : "look";
  return { kind: "help_called", key: `help ${call.id}`, level, since: ms(call.called_at), call };
}

/** One line for all of a sort: after an hour without the server there may be dozens. */
function conflictMatters(conflicts: readonly ScanConflict[]): Attention[] {
  const open = conflicts.filter(({ resolved }) => resolved === null);
  const two = conflicts.filter(({ resolved }) => resolved?.verdict === "two_people");
  return [conflictMatter("conflicts", open), conflictMatter("two_people", two)].filter((matter) => matter !== null);
}

function conflictMatter(kind: "conflicts" | "two_people", open: readonly ScanConflict[]): Attention | null {
  if (open.length === 0) return null;
  return { kind, key: kind, level: "look", since: Math.min(...open.map(({ at }) => Date.parse(at))), open };
}

function printerMatters(printer: PrinterCard, now: number): Attention[] {
  const matters: Attention[] = [];
  const standing = printerTrouble(printer, now);
  if (standing !== null) matters.push(standing);
  if (printer.unknown + printer.failed > 0) {
    matters.push({ kind: "badges_in_doubt", key: `doubt ${printer.id}`, level: "look", since: null, printer });
  }
  if (printer.labels_left !== null && printer.labels_left <= FEW_LABELS) {
    matters.push({ kind: "labels_low", key: `labels ${printer.id}`, level: "look", since: null, printer });
  }
  return matters;
}

function printerTrouble(printer: PrinterCard, now: number): Attention | null {
  const oldest = ms(printer.oldest_at);
  const base = { key: `printer ${printer.id}`, printer };
  const since = ms(printer.since) ?? oldest ?? ms(printer.checked_at);
  if (printer.state === "fault") return { kind: "printer_fault", level: "stop", since, ...base };
  if (printer.state === "silent") return { kind: "printer_silent", level: printer.waiting > 0 ? "stop" : "look", since, ...base };
  if (printer.is_paused) return printer.waiting > 0 ? { kind: "printer_paused", level: "look", since: oldest, ...base } : null;
  // A hung printer still says "ready": the age of the oldest badge is what tells.
  return oldest !== null && now - oldest > WAITING_MS ? { kind: "badges_waiting", level: "look", since: oldest, ...base } : null;
}

function worstFirst(one: Attention, other: Attention): number {
  if (one.level !== other.level) return one.level === "stop" ? -1 : 1;
  return (one.since ?? Infinity) - (other.since ?? Infinity) || one.key.localeCompare(other.key);
}

function ms(at: string | null): number | null {
  return at === null ? null : Date.parse(at);
}
