import { admitted, refused } from "@client/scans.fixture";
import { describe, expect, it } from "vitest";
import { person } from "../desk/people.fixture";
import { isTwice, isUnsent, type Line, type LineEvent, onLineEvent, timeOf, waiting } from "./lines";

function typed(id: string, who: Line["who"] = { kind: "code", code: id }): LineEvent {
  return { kind: "typed", line: { id, who, day: "2026-05-01", time: "09:15" } };
}

function after(...events: LineEvent[]): readonly Line[] {
  return events.reduce<readonly Line[]>(onLineEvent, []);
}

describe("a line", () => {
  it("is sent in the order of the typing, and shown with the newest first", () => {
    const lines = after(typed("s1"), typed("s2"), typed("s3"), { kind: "sent", id: "s2" });
    expect(lines.map(({ id }) => id)).toEqual(["s3", "s2", "s1"]);
    expect(waiting(lines).map(({ id }) => id)).toEqual(["s1", "s3"]);
  });

  it("can be taken out, but not while it is on its way", () => {
    expect(after(typed("s1"), { kind: "taken_out", id: "s1" })).toEqual([]);
    expect(after(typed("s1"), { kind: "sent", id: "s1" }, { kind: "taken_out", id: "s1" })).toHaveLength(1);
  });

  it("that was refused is sent again as another attempt", () => {
    const answer = refused("already_in");
    const lines = after(typed("s1"), { kind: "sent", id: "s1" }, { kind: "answered", id: "s1", answer }, { kind: "sent", id: "s1", as: "s2" });
    expect(lines).toMatchObject([{ id: "s2", state: { kind: "sending" } }]);
    expect(onLineEvent(lines, { kind: "answered", id: "s2", answer: admitted() })).toMatchObject([{ id: "s2", state: { kind: "answered" } }]);
  });

  it("would be lost with the page until it is answered", () => {
    expect(isUnsent(after(typed("s1")))).toBe(true);
    expect(isUnsent(after(typed("s1"), { kind: "sent", id: "s1" }))).toBe(true);
    expect(isUnsent(after(typed("s1"), { kind: "answered", id: "s1", answer: admitted() }))).toBe(false);
  });

  it("is told when the same person stands there twice", () => {
    const who = { kind: "person", person: person() } as const;
    const lines = after(typed("s1", who), typed("s2", { kind: "person", person: person({ id: "a2" }) }), typed("s3", who));
    expect(lines.map((line) => isTwice(lines, line))).toEqual([true, false, true]);
  });
});

describe("a time", () => {
  it.each([
    ["915", "09:15"],
    ["0915", "09:15"],
    ["9:15", "09:15"],
    ["09.15", "09:15"],
    ["9h15", "09:15"],
    [" 23:59 ", "23:59"],
    ["9", "09:00"],
    ["2400", null],
    ["960", null],
    ["9:1", null],
    ["noon", null],
    ["", null],
  ])("typed as %s", (text, expected) => {
    expect(timeOf(text)).toBe(expected);
  });
});
