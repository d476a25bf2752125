/** A whole card for tests to vary. */
import { type Card, type CardPerson } from "@client/people";

export function person(changes: Partial<CardPerson> = {}): CardPerson {
  return {
    id: "a1",
    name: "Žaneta Ozoliņa",
    company: "Example",
    email: "zaneta@example.org",
    category: { id: "visitor", label: "Visitor" },
    order_code: "QX3F7",
    is_paid: true,
    is_cancelled: false,
    is_blocked: false,
    inside: false,
    arrived_at: null,
    place: null,
    version: 3,
    given_name: "Žaneta",
    language: "lv",
    pronouns: "",
    valid_days: [],
    ...changes,
  };
}

export function card(changes: Partial<CardPerson> = {}): Card {
  return { attendee: person(changes), others: { order_code: 0, company: 0 }, groups: [], conflict: null, pickup: null, tickets: [], badges: [], history: [], notes: [] };
}
