// What staff do at a kiosk, step by step, for the stories.
import { admitted, refused } from "@client/scans.fixture";
import type { Equipment, Found, Session } from "../staff/server";
import type { StaffNews, Trouble } from "./staff";

const ILZE: Session = { name: "Ilze Wolfeschlegelsteinhausen", may: ["override", "undo", "out_of_order", "reprint", "look_up", "equip"] };
const WHO = { id: "a1", greeting: "Žaneta", name: "Žaneta Ozoliņa-Wolfeschlegelsteinhausen", category: "visitor", language: "" };
const ADMITTED = { ...admitted({ attendee: WHO }), undone: false };
const REFUSED = { ...refused("already_in", { attendee: WHO, overridable: true }), undone: false };
const UNKNOWN = { ...refused("unknown_ticket"), undone: false };
const PERSON: Found = { id: "a1", name: WHO.name, company: "Harbour Freight International Holding", category: { id: "v", label: "Visitor" }, inside: false };
const EQUIPMENT: Equipment = {
  station: { languages: ["en", "lv", "ar"], printer_id: "p1", out_of_order: false, version: 1 },
  printers: [{ id: "p1", name: "Foyer, left printer" }, { id: "p2", name: "Foyer, right printer" }],
};

const TYPED: readonly StaffNews[] = [..."104471"].map((key) => ({ kind: "pressed", key }));
const IN: readonly StaffNews[] = [{ kind: "came_in", session: ILZE }];
const TROUBLES: readonly Trouble[] = ["wrong_pin", "too_many_tries", "unreachable", "gone"];

function known(last: StaffNews & { kind: "last_known" }): readonly StaffNews[] {
  return [...IN, last];
}

const MENU = known({ kind: "last_known", last: ADMITTED });

/** A name and the steps that lead there. */
export const STEPS: readonly (readonly [string, ...StaffNews[]])[] = [
  ["pad"],
  ["pad-typed", ...TYPED],
  ...TROUBLES.map((why) => [`pad-${why}`, { kind: "failed", why }] as [string, ...StaffNews[]]),
  ["no-last", ...known({ kind: "last_known", last: null })],
  ["asking", ...IN],
  ["admitted", ...MENU],
  ["undone", ...known({ kind: "last_known", last: { ...ADMITTED, undone: true } })],
  ["refused", ...known({ kind: "last_known", last: REFUSED })],
  ["refused-unknown", ...known({ kind: "last_known", last: UNKNOWN })],
  ["printing", ...MENU, { kind: "was_done", done: "printing" }, { kind: "last_known", last: ADMITTED }],
  ["not_done", ...MENU, { kind: "failed", why: "not_done" }],
  ["override", ...known({ kind: "last_known", last: REFUSED }), { kind: "opened", page: "override" }],
  ["look_up", ...MENU, { kind: "opened", page: "look_up" }],
  ["found", ...MENU, { kind: "opened", page: "look_up" }, { kind: "found", people: [PERSON, { ...PERSON, id: "a2", inside: true }] }],
  ["found-nobody", ...MENU, { kind: "opened", page: "look_up" }, { kind: "found", people: [] }],
  ["equipment", ...MENU, { kind: "opened", page: "equipment" }, { kind: "equipment_known", equipment: EQUIPMENT }],
  ["check", ...MENU, { kind: "opened", page: "check" }],
];
