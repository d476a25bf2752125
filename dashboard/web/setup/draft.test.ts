import { describe, expect, it } from "vitest";
import { type Draft, type DraftEvent, draftOf, isUnsaved, onDraftEvent } from "./draft";

const NO = { what: "That is no day.", remedy: "Write another." };

function after(...events: DraftEvent<string>[]): Draft<string> {
  return events.reduce(onDraftEvent, draftOf("Congress"));
}

const typed = (value: string): DraftEvent<string> => ({ kind: "typed", value });
const saved = (value: string): DraftEvent<string> => ({ kind: "answered", sent: { kind: "ok", value, warning: null } });
const left = { kind: "left" } as const;
const unreachable = { kind: "answered", sent: { kind: "unreachable" } } as const;
const refused = { kind: "answered", sent: { kind: "refused", trouble: NO } } as const;
const newer = (value: string): DraftEvent<string> => ({ kind: "answered", sent: { kind: "newer", value } });

describe("a field that is typed into", () => {
  it("is sent when it is left, and holds what the server made of it", () => {
    expect(after(typed(" Winter "), left)).toMatchObject({ stage: "saving", sending: " Winter ", tries: 1 });
    expect(after(typed(" Winter "), left, saved("Winter"))).toMatchObject({ stage: "saved", base: "Winter", typed: "Winter" });
  });

  it("is not sent when nothing changed, or when it was typed back", () => {
    expect(after(left)).toMatchObject({ stage: "still", tries: 0 });
    expect(after(typed("Winter"), typed("Congress"), left)).toMatchObject({ stage: "still", tries: 0 });
  });

  it("goes back to what is saved on Escape, but not while it is on its way", () => {
    expect(after(typed("Winter"), { kind: "dropped" })).toMatchObject({ stage: "still", typed: "Congress" });
    expect(after(typed("Winter"), left, { kind: "dropped" })).toMatchObject({ stage: "saving", typed: "Winter" });
  });

  it("keeps what was typed while the first was on its way, and sends it when it is left", () => {
    const typedOn = [typed("Win"), left, typed("Winter")];
    expect(after(...typedOn, saved("Win"))).toMatchObject({ stage: "typed", typed: "Winter", base: "Win" });
    expect(after(...typedOn, left, saved("Win"))).toMatchObject({ stage: "saving", sending: "Winter", tries: 2 });
  });
});

describe("a value that is not taken", () => {
  it("stays in the field, with why", () => {
    expect(after(typed("Winter"), left, refused)).toMatchObject({ stage: "refused", typed: "Winter", trouble: NO });
  });

  it("is sent again after it was mended", () => {
    expect(after(typed("Winter"), left, refused, typed("Spring"), left)).toMatchObject({ stage: "saving", sending: "Spring", trouble: null });
  });

  it("is sent again as it is when the field is left once more", () => {
    expect(after(typed("Winter"), left, refused, left)).toMatchObject({ stage: "saving", tries: 2 });
  });
});

describe("without a server", () => {
  it("a value waits and is sent again, the newest that was typed", () => {
    const waiting = [typed("Win"), left, unreachable];
    expect(after(...waiting)).toMatchObject({ stage: "waiting", typed: "Win" });
    expect(after(...waiting, typed("Winter"), { kind: "again" })).toMatchObject({ stage: "saving", sending: "Winter", tries: 2 });
  });

  it("the page may not be left", () => {
    expect(isUnsaved(after(typed("Win"), left, unreachable))).toBe(true);
    expect(isUnsaved(after(typed("Win"), left, saved("Win")))).toBe(false);
  });
});

describe("somebody else", () => {
  it("changes a field that nobody types into: it follows", () => {
    expect(after({ kind: "settled", value: "Summer" })).toMatchObject({ stage: "still", typed: "Summer", base: "Summer" });
  });

  it("changes what is being typed: both are shown, nothing is sent", () => {
    const both = after(typed("Winter"), { kind: "settled", value: "Summer" }, left);
    expect(both).toMatchObject({ stage: "conflict", typed: "Winter", theirs: "Summer", tries: 0 });
  });

  it("types the same: then it is saved", () => {
    expect(after(typed("Winter"), { kind: "settled", value: "Winter" })).toMatchObject({ stage: "saved", base: "Winter" });
  });

  it("was quicker: one takes either", () => {
    const late = [typed("Winter"), left, newer("Summer")];
    expect(after(...late)).toMatchObject({ stage: "conflict", theirs: "Summer" });
    expect(after(...late, { kind: "theirs" })).toMatchObject({ stage: "still", typed: "Summer", base: "Summer" });
    expect(after(...late, { kind: "mine" })).toMatchObject({ stage: "saving", base: "Summer", sending: "Winter", tries: 2 });
  });

  it("does not take a value that is on its way: its answer decides", () => {
    expect(after(typed("Winter"), left, { kind: "settled", value: "Summer" })).toMatchObject({ stage: "saving", typed: "Winter" });
  });
});
