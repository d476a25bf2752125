import { expect, test } from "vitest";
import { beginCorrection, stepCorrection, type Correction, type CorrectionEffect, type CorrectionNews } from "./correction";
import { ASKED, DRAWN } from "./correction.fixture";
import type { Ending } from "./task";

const WORDS = { full_name: "Žaneta Ozoliņa", company: "Institūts" };
const OPENED: CorrectionNews = { kind: "opened", version: 3, fields: WORDS };

/** What is there after the news, and all that was asked of the server on the way. */
function told(...news: readonly CorrectionNews[]): { task: Correction | Ending; asked: CorrectionEffect[] } {
  const first = beginCorrection(ASKED);
  let task: Correction | Ending = first.next;
  const asked = [...first.effects];
  for (const one of news) {
    if (task.kind !== "correction") break;
    const { next, effects } = stepCorrection(task, { task: "correction", ...one });
    task = next;
    asked.push(...effects);
  }
  return { task, asked };
}

function typed(text: string): CorrectionNews {
  return { kind: "typed", field: "full_name", text };
}

const about = { task: "correction", scanId: ASKED.scan_id } as const;

test("holds the badge, then draws it as it stands", () => {
  expect(told().asked).toEqual([{ ...about, kind: "open" }]);
  const { task, asked } = told(OPENED);
  expect(task).toMatchObject({ state: "typing", version: 3, fields: WORDS, drawing: "under_way" });
  expect(asked.at(-1)).toEqual({ ...about, kind: "draw", fields: WORDS });
});

test("one drawing at a time: what was typed meanwhile is drawn once, as it stands then", () => {
  const { asked } = told(OPENED, typed("Ž"), typed("Ža"), typed("Žan"), { kind: "drawn", badge: DRAWN });
  expect(asked.filter(({ kind }) => kind === "draw")).toEqual([
    { ...about, kind: "draw", fields: WORDS },
    { ...about, kind: "draw", fields: { ...WORDS, full_name: "Žan" } },
  ]);
});

test("a drawing that failed leaves the one before", () => {
  const { task } = told(OPENED, { kind: "drawn", badge: DRAWN }, typed("Ž"), { kind: "drawn", badge: null });
  expect(task).toMatchObject({ drawn: DRAWN, drawing: "none" });
});

test("saves the words with the version that was read, and welcomes by the new name without asking again", () => {
  const { task, asked } = told(OPENED, typed("Zane Ozola"), { kind: "went_on" }, { kind: "saved", greeting: "Zane", name: "Zane Ozola" });
  expect(asked.at(-1)).toEqual({ ...about, kind: "save", version: 3, fields: { ...WORDS, full_name: "Zane Ozola" } });
  expect(task).toEqual({ kind: "checked_in", answer: { ...ASKED, badge_check: null, attendee: { ...ASKED.attendee, greeting: "Zane", name: "Zane Ozola" } } });
});

test("nobody's badge is without a name", () => {
  const { task, asked } = told(OPENED, { kind: "field_chosen", field: "company" }, typed("  "), { kind: "went_on" });
  expect(task).toMatchObject({ state: "typing", problem: "no_name", chosen: "full_name" });
  expect(asked.filter(({ kind }) => kind === "save")).toEqual([]);
});

test("what somebody else changed meanwhile is read before it is written over", () => {
  const theirs: CorrectionNews = { kind: "opened", version: 4, fields: { ...WORDS, company: "Cits" } };
  const { task, asked } = told(OPENED, { kind: "went_on" }, { kind: "not_saved", why: "changed" }, theirs);
  expect(task).toMatchObject({ state: "typing", version: 4, problem: "changed", fields: { company: "Cits" } });
  expect(asked.filter(({ kind }) => kind === "open")).toHaveLength(2);
});

test.each(["refused", "unreachable"] as const)("%s: the words stay, and can be sent again", (why) => {
  const { task, asked } = told(OPENED, typed("Zane"), { kind: "went_on" }, { kind: "not_saved", why }, { kind: "went_on" });
  expect(task).toMatchObject({ state: "saving", fields: { full_name: "Zane" } });
  expect(asked.filter(({ kind }) => kind === "save")).toHaveLength(2);
});

test("while it is saved nothing is typed, and it is not saved twice", () => {
  const { task, asked } = told(OPENED, { kind: "went_on" }, typed("Zane"), { kind: "went_on" });
  expect(task).toMatchObject({ state: "saving", fields: WORDS });
  expect(asked.filter(({ kind }) => kind === "save")).toHaveLength(1);
});

test("a badge that waits no longer is the desk's", () => {
  expect(told({ kind: "too_late" }).task).toMatchObject({ state: "closed" });
  expect(told(OPENED, { kind: "went_on" }, { kind: "too_late" }, { kind: "saved", greeting: "x", name: "x" }).task).toMatchObject({ state: "closed" });
});

test("a server that does not answer may be asked again", () => {
  const { task, asked } = told({ kind: "not_opened" }, { kind: "went_on" });
  expect(task).toMatchObject({ state: "opening" });
  expect(asked).toHaveLength(2);
});
