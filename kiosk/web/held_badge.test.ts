// What the machine does while a badge waits for its owner's look: it asks, and whatever leads away lets the badge print.
import { badge } from "@client/scans.fixture";
import type { BadgeJob } from "@client/snapshots";
import { describe, expect, test } from "vitest";
import { spokenLanguage, step } from "./machine";
import { begin, type Effect, type Event, type Model } from "./model";
import { deadline, TIMES } from "./stays";
import { ASKED } from "./tasks/correction.fixture";
import { looked } from "./tasks/correction";

const KNOWN: Event = { kind: "station_known", languages: ["en", "lv"], isOutOfOrder: false, mode: "entrance", offers: [], printer: "p1" };
const READ: Event = { kind: "code_read", code: "T1", scanId: "scan-1", at: 1_000 };
const ASKING: readonly Event[] = [KNOWN, READ, { kind: "answered", answer: ASKED, at: 1_200 }];
const WRONG: Event = { kind: "badge_wrong", at: 2_000 };
const RELEASE: Effect = { kind: "release_badge", scanId: "scan-1" };

function after(...events: readonly Event[]): { model: Model; effects: readonly Effect[] } {
  return events.reduce<{ model: Model; effects: readonly Effect[] }>(({ model }, event) => step(model, event), { model: begin("en"), effects: [] });
}

function jobs(state: BadgeJob["state"]): Event {
  return { kind: "jobs_changed", jobs: [{ id: "job-1", scan_id: "scan-1", state, printer: { id: "p1", name: "A" }, changed_at: "", reason: null }], at: 3_000 };
}

test("asks for as long as the organiser said, and says welcome at once", () => {
  const { model, effects } = after(...ASKING);
  expect(model.screen).toMatchObject({ kind: "admitted", answer: ASKED });
  expect(deadline(model)).toBe(1_200 + 10_000);
  expect(effects).toEqual([{ kind: "sound", name: "welcome" }]);
});

test.each([
  ["who says that it is right", { kind: "badge_right", at: 2_000 }],
  ["who says nothing until the end", { kind: "ticked", at: 11_200 }],
] as const)("%s is told where the badge is, and it prints", (_, event) => {
  const { model, effects } = after(...ASKING, event);
  expect(effects).toEqual([RELEASE]);
  expect(model.screen).toEqual({ kind: "admitted", answer: looked(ASKED), badge: badge("held"), until: event.at + TIMES.badge });
});

test.each([
  ["the next attendee", { kind: "code_read", code: "T2", scanId: "scan-2", at: 2_500 }],
  ["a tap on the way back", { kind: "dismissed" }],
  ["another window", { kind: "open_elsewhere" }],
] as const)("%s does not keep the badge from printing", (_, event) => {
  expect(after(...ASKING, event).effects).toContainEqual(RELEASE);
});

test("a badge that the server let go is not asked about any more", () => {
  expect(after(...ASKING, jobs("held")).model.screen).toMatchObject({ answer: ASKED });
  expect(after(...ASKING, jobs("printing")).model.screen).toMatchObject({ answer: looked(ASKED), badge: badge("printing") });
});

test("a look that takes its time is told to the server, where a badge waits", () => {
  expect(after(...ASKING, { kind: "badge_looked_at" }).effects).toEqual([{ kind: "hold_badge", scanId: "scan-1" }]);
  expect(after(KNOWN, { kind: "badge_looked_at" }).effects).toEqual([]);
});

describe("correcting it", () => {
  test("is a task in their own language, and the badge goes on waiting", () => {
    const attendee = { id: "a1", greeting: "Žaneta", name: "Žaneta Ozoliņa", category: "visitor", language: "lv" };
    const { model, effects } = after(KNOWN, READ, { kind: "answered", answer: { ...ASKED, attendee }, at: 1_200 }, WRONG);
    expect(model.screen).toMatchObject({ kind: "task", task: { kind: "correction", state: "opening" }, touchedAt: 2_000 });
    expect(spokenLanguage(model)).toBe("lv");
    expect(effects).toEqual([{ kind: "for_task", visit: 1, effect: { task: "correction", scanId: "scan-1", kind: "open" } }]);
  });

  test.each([
    ["leaving it", { kind: "task_left" }],
    ["walking away", { kind: "ticked", at: 2_000 + TIMES.idle }],
    ["the next attendee", { kind: "code_read", code: "T2", scanId: "scan-2", at: 9_000 }],
  ] as const)("%s prints the badge as it was", (_, event) => {
    expect(after(...ASKING, WRONG, event).effects).toContainEqual(RELEASE);
  });

  test("ends in the welcome by the new name", () => {
    const said = (event: object): Event => ({ kind: "in_task", visit: 1, event: { task: "correction", ...event }, at: 4_000 }) as Event;
    const opened = said({ kind: "opened", version: 1, fields: { full_name: "Zane Ozola" } });
    const { model } = after(...ASKING, WRONG, opened, said({ kind: "went_on" }), said({ kind: "saved", greeting: "Zane", name: "Zane Ozola" }));
    expect(model.screen).toMatchObject({ kind: "admitted", answer: { badge_check: null, attendee: { greeting: "Zane" } } });
  });

  test("cannot begin where nothing waits", () => {
    expect(after(KNOWN, WRONG).model.screen).toEqual({ kind: "start" });
    expect(after(...ASKING, { kind: "badge_right", at: 2_000 }, WRONG).model.screen.kind).toBe("admitted");
  });
});
