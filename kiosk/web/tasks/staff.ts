// Staff at the kiosk: in by number and PIN, then what they do with the last scan, with people, with the kiosk itself.
import type { ScanAnswer } from "@client/scans";
import type { Equipment, Found, LastScan, Session } from "../staff/server";
import { LEFT, type TaskStep } from "./task";

export type StaffPage = "menu" | "override" | "look_up" | "equipment" | "check";
export type Ability = "override" | "undo" | "out_of_order" | "reprint" | "look_up" | "equip";

/** Why something did not happen: `gone` is that nobody is signed in any more. */
export type Trouble = "wrong_pin" | "too_many_tries" | "unreachable" | "gone" | "not_done";

export interface Staff {
  readonly kind: "staff";
  readonly page: StaffPage;
  /** What is typed on the pad: number and PIN in one. */
  readonly typed: string;
  /** Null until somebody came in. */
  readonly session: Session | null;
  readonly isBusy: boolean;
  /** The last scan here; null before it is known, or where there is none. */
  readonly last: LastScan | null;
  /** Who was found; null while nobody was looked for. */
  readonly people: readonly Found[] | null;
  readonly equipment: Equipment | null;
  readonly trouble: Trouble | null;
  /** What has just been done. */
  readonly done: "printing" | "undone" | "changed" | null;
  /** The code that a scanner or camera read last, and how many were read: for the check of scanners. */
  readonly read: { readonly code: string; readonly count: number };
}

export type StaffNews =
  | { readonly kind: "pressed"; readonly key: string }
  | { readonly kind: "submitted" }
  | { readonly kind: "came_in"; readonly session: Session }
  | { readonly kind: "failed"; readonly why: Trouble }
  | { readonly kind: "opened"; readonly page: StaffPage }
  | { readonly kind: "last_known"; readonly last: LastScan | null }
  | { readonly kind: "equipment_known"; readonly equipment: Equipment }
  | { readonly kind: "searched"; readonly q: string }
  | { readonly kind: "found"; readonly people: readonly Found[] }
  | { readonly kind: "overridden"; readonly reason: string }
  | { readonly kind: "took_back" }
  | { readonly kind: "reprinted"; readonly why: "lost" | "misprint" }
  | { readonly kind: "chosen"; readonly attendeeId: string }
  | { readonly kind: "equipped"; readonly changes: EquipmentChanges }
  | { readonly kind: "shut"; readonly isOutOfOrder: boolean }
  | { readonly kind: "was_done"; readonly done: "printing" | "undone" | "changed" }
  | { readonly kind: "checked_in"; readonly answer: ScanAnswer }
  | { readonly kind: "code_read"; readonly code: string }
  | { readonly kind: "left" };

export interface EquipmentChanges {
  readonly printer_id?: string;
  readonly languages?: readonly string[];
}

export type StaffEvent = { readonly task: "staff" } & StaffNews;

export type StaffWish =
  | { readonly kind: "come_in"; readonly code: string }
  | { readonly kind: "read_last" }
  | { readonly kind: "read_equipment" }
  | { readonly kind: "override"; readonly refusedId: string; readonly reason: string }
  | { readonly kind: "undo"; readonly scanId: string }
  | { readonly kind: "reprint"; readonly attendeeId: string; readonly why: "lost" | "misprint" }
  | { readonly kind: "search"; readonly q: string }
  | { readonly kind: "check_in"; readonly attendeeId: string }
  | { readonly kind: "equip"; readonly version: number; readonly changes: EquipmentChanges }
  | { readonly kind: "shut"; readonly version: number; readonly isOutOfOrder: boolean }
  | { readonly kind: "leave" };

export type StaffEffect = { readonly task: "staff" } & StaffWish;

type Step = TaskStep<Staff, StaffEffect>;

export const NUMBER_LENGTH = 3;
const SHORTEST = NUMBER_LENGTH + 4;
const LONGEST = NUMBER_LENGTH + 8;

export function beginStaff(): Step {
  return stay({
    kind: "staff",
    page: "menu",
    typed: "",
    session: null,
    isBusy: false,
    last: null,
    people: null,
    equipment: null,
    trouble: null,
    done: null,
    read: { code: "", count: 0 },
  });
}

export function mayDo({ session }: Staff, ability: Ability): boolean {
  return session?.may.includes(ability) ?? false;
}

export function stepStaff(staff: Staff, event: StaffEvent): Step {
  if (event.kind === "left") return { next: LEFT, effects: staff.session === null ? [] : [wish({ kind: "leave" })] };
  return staff.session === null ? stepOutside(staff, event) : stepInside(staff, event);
}

/** Before anybody came in. */
function stepOutside(staff: Staff, event: StaffEvent): Step {
  switch (event.kind) {
    case "pressed":
      return stay(staff.isBusy ? staff : { ...staff, typed: typedKey(staff.typed, event.key), trouble: null });
    case "submitted":
      return staff.isBusy || staff.typed.length < SHORTEST ? stay(staff) : asking(staff, { kind: "come_in", code: staff.typed });
    case "came_in":
      return asking({ ...staff, typed: "", session: event.session }, { kind: "read_last" });
    case "failed":
      return stay({ ...staff, typed: "", isBusy: false, trouble: event.why });
    default:
      return stay(staff);
  }
}

function stepInside(staff: Staff, event: StaffEvent): Step {
  switch (event.kind) {
    case "opened":
      return open(staff, event.page);
    case "failed":
      return event.why === "gone" ? stay({ ...begun(), trouble: "gone" }) : stay({ ...staff, isBusy: false, trouble: event.why });
    case "last_known":
      return stay({ ...staff, isBusy: false, last: event.last });
    case "equipment_known":
      return stay({ ...staff, isBusy: false, equipment: event.equipment });
    case "found":
      return stay({ ...staff, isBusy: false, people: event.people });
    case "was_done":
      return onDone(staff, event.done);
    case "checked_in":
      // The one who stands there is greeted, or told why not; staff are done here.
      return { next: { kind: "checked_in", answer: event.answer }, effects: [wish({ kind: "leave" })] };
    case "code_read":
      return stay(staff.page === "check" ? { ...staff, read: { code: event.code, count: staff.read.count + 1 } } : staff);
    default:
      return staff.isBusy ? stay(staff) : act(staff, event);
  }
}

/** What somebody asks for; one thing at a time. */
function act(staff: Staff, event: StaffEvent): Step {
  const { last, equipment } = staff;
  switch (event.kind) {
    case "searched":
      return event.q.trim() === "" ? stay(staff) : asking(staff, { kind: "search", q: event.q.trim() });
    case "overridden":
      if (last === null || event.reason.trim() === "") return stay(staff);
      return asking(staff, { kind: "override", refusedId: last.scan_id, reason: event.reason.trim() });
    case "took_back":
      return last === null ? stay(staff) : asking(staff, { kind: "undo", scanId: last.scan_id });
    case "reprinted":
      return last === null || last.attendee === null ? stay(staff) : asking(staff, { kind: "reprint", attendeeId: last.attendee.id, why: event.why });
    case "chosen":
      return asking(staff, { kind: "check_in", attendeeId: event.attendeeId });
    case "equipped":
      return equipment === null ? stay(staff) : asking(staff, { kind: "equip", version: equipment.station.version, changes: event.changes });
    case "shut":
      return equipment === null ? stay(staff) : asking(staff, { kind: "shut", version: equipment.station.version, isOutOfOrder: event.isOutOfOrder });
    default:
      return stay(staff);
  }
}

function open(staff: Staff, page: StaffPage): Step {
  const there = { ...staff, page, people: null, trouble: null, done: null };
  if (page === "menu") return asking(there, { kind: "read_last" });
  return page === "equipment" ? asking(there, { kind: "read_equipment" }) : stay(there);
}

/** What is shown is read anew: an undone scan is another last scan. */
function onDone(staff: Staff, done: "printing" | "undone" | "changed"): Step {
  return asking({ ...staff, trouble: null, done }, { kind: done === "changed" ? "read_equipment" : "read_last" }, done);
}

function asking(staff: Staff, wanted: StaffWish, done: Staff["done"] = null): Step {
  return { next: { ...staff, isBusy: true, trouble: null, done }, effects: [wish(wanted)] };
}

function typedKey(typed: string, key: string): string {
  if (key === "Backspace") return typed.slice(0, -1);
  return /^[0-9]$/.test(key) && typed.length < LONGEST ? typed + key : typed;
}

function begun(): Staff {
  return beginStaff().next as Staff;
}

function wish(wanted: StaffWish): StaffEffect {
  return { task: "staff", ...wanted };
}

function stay(next: Staff): Step {
  return { next, effects: [] };
}
