/** A small event as it is set up, for tests of what the page makes of it. */
import { type Policy, type SetupDocument } from "./document";

const OPEN: Policy = {
  entries: "unlimited",
  times: 1,
  accepts: "both",
  categories: [],
  booking_needed: false,
  count_is_exact: false,
  capacity_is_hard: false,
  waits_for_readiness: false,
  opens_at: null,
  closes_at: null,
  tolerance_s: 0,
  override_roles: ["coordinator", "desk", "supervisor"],
};

export function setupDocument(): SetupDocument {
  const presets = {
    congress: { ...OPEN, entries: "once", accepts: "tickets" },
    day_tickets: { ...OPEN, entries: "once_a_day" },
    workshop: { ...OPEN, booking_needed: true, waits_for_readiness: true },
    open: OPEN,
  } as const;
  return {
    event: { opened: false, opened_at: null },
    settings: {
      name: { value: "Congress", version: 1 },
      time_zone: { value: "Europe/Riga", version: 1 },
      days: { value: ["2027-05-31"], version: 1 },
      day_boundary: { value: "04:00", version: 1 },
      accent: { value: "#17456b", version: 1 },
      languages: { value: ["en"], version: 1 },
      logo: { value: null, version: 1 },
      walk_in: { value: { fields: [{ id: "company", is_needed: false }], consents: [] }, version: 1 },
      badge_check: { value: { asks: false, seconds: 10, fields: ["full_name", "company"] }, version: 0 },
      refusal_steps: { value: {}, version: 1 },
      purge_on: { value: null, version: 1 },
    },
    time_zones: ["Europe/Riga"],
    places: [
      { id: "venue", name: "Congress", kind: "venue", capacity: null, position: 0, version: 1, policy: presets.congress },
      { id: "p1", name: "Great Hall", kind: "room", capacity: 200, position: 1, version: 4, policy: OPEN },
    ],
    presets,
    categories: [{ id: "visitor", label: "Visitor", is_passing: false, layout: "default", version: 1, people: 60, gets: [] }],
    layouts: ["default"],
    printers: [],
    printer_kinds: ["folder", "ipp"],
    correctable_fields: ["full_name", "given_name", "company", "pronouns"],
    walk_in_fields: ["company", "email"],
    refusals: [{ reason: "unpaid", short_code: "H3" }],
  };
}
