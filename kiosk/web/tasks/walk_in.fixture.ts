// A form with every kind of question, and what comes of it. For tests and stories.
import { admitted } from "@client/scans.fixture";
import type { Form, Made, WalkInNews } from "./walk_in";

const CONDUCT = "I treat everybody here with respect, whoever they are. ".repeat(30); // longer than any screen

export const FORM: Form = {
  fields: [
    { id: "given_name", is_needed: false },
    { id: "company", is_needed: false },
    { id: "email", is_needed: true },
    { id: "language", is_needed: false },
    { id: "pronouns", is_needed: false },
  ],
  consents: [
    { id: "conduct", is_needed: true, texts: { en: CONDUCT, lv: "Es ievēroju rīcības kodeksu." } },
    { id: "photo", is_needed: false, texts: { lv: "Es drīkstu būt redzams attēlos." } },
  ],
  categories: [
    { id: "visitor", label: "Visitor", cents: 2550 },
    { id: "press", label: "Press", cents: 0 },
  ],
  currency: "EUR",
};

/** A symbol's finder patterns: enough to be seen as one. */
const FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"];
const TICKET = Array.from({ length: 21 }, (_, y) => {
  const at = y < 7 ? y : y > 13 ? y - 14 : -1;
  const side = at < 0 ? "0110101" : (FINDER[at] ?? "");
  return `${side}${y % 2 === 0 ? "0101010" : "0011100"}${y > 13 ? "1100101" : side}`;
});

const attendee = { id: "a1", greeting: "Žaneta", name: "Žaneta Ozoliņa", category: "visitor", language: "" };

export const ADMITTED: Made = { greeting: "Žaneta", ticket: TICKET, due: null, scan: admitted({ attendee }) };
export const OWING: Made = { greeting: "Žaneta", ticket: TICKET, due: { cents: 2550, currency: "EUR", code: "K7M2Q" }, scan: null };

const ON: WalkInNews = { kind: "went_on", walkInId: "walk-in-1", language: "" };
const type = (field: string, text: string): WalkInNews => ({ kind: "typed", field, text });
const NAMED = [type("full_name", "Wolfeschlegelsteinhausenbergerdorff"), ON, type("given_name", "Žaneta"), ON, type("company", "Rīgas Satiksme"), ON];
const ADDRESSED = [...NAMED, type("email", "zaneta.ozolina@example.org"), ON, ON];
const CHOSEN: WalkInNews = { kind: "category_chosen", category: "visitor" };
const AGREED = (["conduct", "photo"] as const).map((id) => ({ kind: "consent_answered", id, isGiven: true }) as const);
const SENT = [...ADDRESSED, CHOSEN, ...AGREED, ON];

/** Every screen of it by name: what leads there once the form has come. */
export const STEPS: readonly (readonly [name: string, ...events: WalkInNews[]])[] = [
  ["name"],
  ["name-needed", ON],
  ["name-pictures", type("full_name", "Žaneta 🙂")],
  ["name-too-long", type("full_name", "Wolfeschlegelsteinhausenbergerdorff".repeat(6))],
  ["name-no-letters", type("full_name", "007"), ON],
  ["company", ...NAMED.slice(0, -2)],
  ["email", ...NAMED, type("email", "zaneta")],
  ["email-no-address", ...NAMED, type("email", "zaneta"), ON],
  ["category", ...ADDRESSED],
  ["consent", ...ADDRESSED, CHOSEN],
  ["consent-declined", ...ADDRESSED, CHOSEN, { kind: "consent_answered", id: "conduct", isGiven: false }],
  ["check", ...SENT.slice(0, -1)],
  ["sending", ...SENT],
  ["admitted", ...SENT, { kind: "made", made: ADMITTED }],
  ["owing", ...SENT, { kind: "made", made: OWING }],
  ...(["unreachable", "not_offered", "too_many", "not_taken"] as const).map((why) => [why, ...SENT, { kind: "failed", why }] as const),
];
