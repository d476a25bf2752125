// The machine while the server is silent: what this kiosk decided by itself.
import { admitted, refused } from "@client/scans.fixture";
import { expect, test } from "vitest";
import { spokenLanguage, step } from "./machine";
import { begin, type Event, type Model } from "./model";
import { deadline, TIMES } from "./stays";
import type { Pass } from "./offline";

const KNOWN: Event = { kind: "station_known", languages: ["en", "pl"], isOutOfOrder: false, mode: "entrance", offers: [], printer: null };
const READ: Event = { kind: "code_read", code: "T1", scanId: "scan-1", at: 1_000 };
const BADGE = { code: "B1", category: "visitor", fields: { name: "Žaneta Ābele" }, rehearsal: false };
const PASS: Pass = { greeting: "Žaneta", language: "pl", again: false, rehearsal: false, badge: BADGE };
const PRINTS: Event = { kind: "printer_looked_at", printsAlone: true };
const PRINTED = (isOut: boolean): Event => ({ kind: "printed_alone", scanId: "scan-1", isOut, at: 4_000 });
const LET_IN: Event = { kind: "judged", mayPrint: true, scanId: "scan-1", judgement: { kind: "let_in", pass: PASS }, at: 1_010 };
const REFERRED: Event = { kind: "judged", mayPrint: true, scanId: "scan-1", judgement: { kind: "referred", reason: "already_in", shortCode: "H7" }, at: 1_010 };

function after(...events: Event[]): Model {
  return events.reduce((model, event) => step(model, event).model, begin("en"));
}

test("who is let in reads so in their language, and where their badge is", () => {
  const { model, effects } = step(after(KNOWN, READ), LET_IN);
  expect(model.screen).toEqual({ kind: "let_in", scanId: "scan-1", pass: PASS, badge: "desk", until: 1_010 + TIMES.desk });
  expect([effects, spokenLanguage(model)]).toEqual([[{ kind: "sound", name: "welcome" }], "pl"]);
});

test("where no badge is due the next one comes sooner", () => {
  const judgement = { kind: "let_in", pass: { ...PASS, badge: null } } as const;
  expect(deadline(after(KNOWN, READ, { ...LET_IN, judgement }))).toBe(1_010 + TIMES.admitted);
});

test("who is referred reads why", () => {
  const { model, effects } = step(after(KNOWN, READ), REFERRED);
  expect(model.screen).toEqual({ kind: "referred", scanId: "scan-1", reason: "already_in", shortCode: "H7", until: 1_010 + TIMES.refused });
  expect(effects).toEqual([{ kind: "sound", name: "see_desk" }]);
});

test("a decision comes too late for who has gone", () => {
  const next: Event = { ...READ, scanId: "scan-2" };
  expect(after(KNOWN, READ, next, LET_IN)).toEqual(after(KNOWN, READ, next));
  expect(after(KNOWN, LET_IN)).toEqual(after(KNOWN));
});

test("a decision is shown to who was told already that the server does not answer", () => {
  expect(after(KNOWN, READ, { kind: "not_reached", scanId: "scan-1", at: 1_005 }, LET_IN).screen.kind).toBe("let_in");
});

test("the server's own yes takes its place, without a second sound", () => {
  const answer = { ...admitted(), scan_id: "scan-1" };
  const { model, effects } = step(after(KNOWN, READ, LET_IN), { kind: "answered", answer, at: 2_000 });
  expect([model.screen.kind, effects]).toEqual(["admitted", []]);
});

test("nobody who was let in is sent away again", () => {
  const answer = { ...refused("already_in"), scan_id: "scan-1" };
  expect(after(KNOWN, READ, LET_IN, { kind: "answered", answer, at: 2_000 })).toEqual(after(KNOWN, READ, LET_IN));
});

test("nothing of who was let in is left for the next one", () => {
  const model = after(KNOWN, READ, LET_IN);
  const due = deadline(model) ?? 0;
  expect(step(model, { kind: "ticked", at: due }).model.screen).toEqual({ kind: "start" });
  expect(after(KNOWN, { kind: "language_chosen", language: "pl", at: 0 }, READ, LET_IN, { ...READ, scanId: "scan-2" }).language).toBe("en");
});

test("a second window of the kiosk waits until it is the only one", () => {
  const second = after({ kind: "open_elsewhere" });
  expect([second.screen.kind, step(second, READ)]).toEqual(["elsewhere", { model: second, effects: [] }]);
  expect(step(second, { kind: "open_here" }).model.screen).toEqual({ kind: "connecting" });
  expect(step(begin("en"), { kind: "open_here" }).model).toEqual(begin("en"));
});

test("a badge is printed beside the kiosk, and taken when it has come out", () => {
  const { model, effects } = step(after(KNOWN, PRINTS, READ), LET_IN);
  expect(effects).toContainEqual({ kind: "print_alone", scanId: "scan-1", badge: BADGE });
  expect(model.screen).toMatchObject({ badge: "printing", until: 1_010 + TIMES.badge });
  expect(step(model, PRINTED(true)).model.screen).toMatchObject({ badge: "take", until: 4_000 + TIMES.admitted });
  expect(step(model, PRINTED(false)).model.screen).toMatchObject({ badge: "desk", until: 4_000 + TIMES.desk });
});

test("a badge that the server may have asked for comes from the desk", () => {
  const { model, effects } = step(after(KNOWN, PRINTS, READ), { ...LET_IN, mayPrint: false } as Event);
  expect(effects.map(({ kind }) => kind)).toEqual(["sound"]);
  expect(model.screen).toMatchObject({ badge: "desk" });
});

test("a badge that comes out after its owner has gone is told to nobody else", () => {
  const next = after(KNOWN, PRINTS, READ, LET_IN, { ...READ, scanId: "scan-2" });
  expect(step(next, PRINTED(true))).toEqual({ model: next, effects: [] });
});

test("the server's word does not take away what is printing here", () => {
  const model = after(KNOWN, PRINTS, READ, LET_IN);
  const answered: Event = { kind: "answered", answer: admitted({ scan_id: "scan-1" }), at: 2_000 };
  expect(step(model, answered)).toEqual({ model, effects: [] });
});
