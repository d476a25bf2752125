// Somebody whose badge waits for their look, and the events that lead to each thing that can be shown of it. For tests and stories.
import { admitted, badge } from "@client/scans.fixture";
import type { Event } from "../model";
import type { CorrectionNews, DrawnBadge, Words } from "./correction";

const WORDS: Words = { full_name: "Žaneta Ozoliņa-Krūmiņa", given_name: "Žaneta", company: "Rīgas Ūdensceļu pētniecības institūts", pronouns: "viņa" };
const LONG: Words = { ...WORDS, full_name: "Wolfeschlegelsteinhausenbergerdorff von und zu Wolfeschlegelstein" };

export const ASKED = admitted({
  attendee: { id: "a1", greeting: "Žaneta", name: "Žaneta Ozoliņa", category: "visitor", language: "" },
  badge: badge("held"),
  badge_check: { seconds: 10, fields: WORDS },
});

/** Grey bars where words and code stand. */
export const DRAWN: DrawnBadge = { is_whole: true, picture: "iVBORw0KGgoAAAANSUhEUgAAAHwAAADIAQAAAAACPrhwAAAAU0lEQVR42mNgQAf1/1HAAyZ0BaMCw0jgIyMSGA2PgRFgYeD/P6x9C09hAkMsXhgY/o+m01GBYSrwl5GRkZGRZTQ8RgVGBQhXBQzM/0fDY1QAKwAAUkMWDWSOX7IAAAAASUVORK5CYII=" };

const OPENED: CorrectionNews = { kind: "opened", version: 3, fields: WORDS };
const SHOWN: CorrectionNews = { kind: "drawn", badge: DRAWN };
const NEWS: Readonly<Record<string, readonly CorrectionNews[]>> = {
  opening: [],
  not_opened: [{ kind: "not_opened" }],
  drawing: [OPENED],
  typing: [OPENED, SHOWN],
  not_whole: [OPENED, { kind: "drawn", badge: { ...DRAWN, is_whole: false } }],
  no_name: [OPENED, SHOWN, { kind: "typed", field: "full_name", text: "" }, { kind: "went_on" }],
  changed: [OPENED, SHOWN, { kind: "went_on" }, { kind: "not_saved", why: "changed" }, OPENED, SHOWN],
  refused: [OPENED, SHOWN, { kind: "went_on" }, { kind: "not_saved", why: "refused" }],
  unreachable: [OPENED, SHOWN, { kind: "went_on" }, { kind: "not_saved", why: "unreachable" }],
  saving: [OPENED, SHOWN, { kind: "went_on" }],
  closed: [{ kind: "too_late" }],
};

function asked(fields: Words = WORDS): readonly Event[] {
  const answer = { ...ASKED, badge_check: { seconds: 10, fields } };
  return [
    { kind: "code_read", code: "T", scanId: answer.scan_id, at: 0 },
    { kind: "answered", answer, at: 0 },
  ];
}

export const CORRECTION_STORIES: Readonly<Record<string, readonly Event[]>> = {
  "badge-check": asked(),
  "badge-check-long": asked(LONG),
  "badge-check-one-field": asked({ full_name: WORDS["full_name"] ?? "" }),
  ...Object.fromEntries(
    Object.entries(NEWS).map(([name, news]) => [
      `correction-${name}`,
      [...asked(), { kind: "badge_wrong", at: 0 }, ...news.map((one) => ({ kind: "in_task", visit: 1, event: { task: "correction", ...one }, at: 0 }) as const)] satisfies Event[],
    ]),
  ),
};
