import { admitted, refused } from "@client/scans.fixture";
import { describe, expect, it } from "vitest";
import { AT_THE_DESK, type Desk, type DeskEvent, onDeskEvent } from "./desk-machine";
import { card, person } from "./people.fixture";

const TWO: DeskEvent = { kind: "searched", found: { kind: "found", text: "oz", people: [person(), person({ id: "a2" })] } };
const ONE: DeskEvent = { kind: "searched", found: { kind: "found", text: "oz", people: [person()] } };
const OPENED: readonly DeskEvent[] = [{ kind: "opened", id: "a1" }, { kind: "card", id: "a1", card: card() }];

function after(...events: DeskEvent[]): Desk {
  return events.reduce(onDeskEvent, AT_THE_DESK);
}

describe("finding somebody", () => {
  it("arrows go into the list, and stop at its ends", () => {
    const down: DeskEvent = { kind: "moved", by: 1 };
    expect(after(TWO, down)).toMatchObject({ picked: 0, isChoosing: true });
    expect(after(TWO, down, down, down)).toMatchObject({ picked: 1, isChoosing: true });
    expect(after(TWO, down, { kind: "moved", by: -1 })).toMatchObject({ picked: 0 });
    expect(after(down)).toMatchObject({ picked: 0, isChoosing: false });
  });

  it("typing goes on from the first line, and an empty field shows nobody", () => {
    expect(after(TWO, { kind: "moved", by: 1 }, { kind: "moved", by: 1 }, { kind: "typed", text: "ozo" })).toMatchObject({ picked: 0, isChoosing: false });
    expect(after(TWO, { kind: "typed", text: " " }).found).toBeNull();
  });

  it("an Enter that was too early opens the only one found, never the first of many", () => {
    expect(after({ kind: "waits" }, ONE)).toMatchObject({ open: "a1", isWaiting: false });
    expect(after({ kind: "waits" }, TWO)).toMatchObject({ open: null, isWaiting: false });
    expect(after({ kind: "waits" }, { kind: "typed", text: "ozo" }, ONE).open).toBeNull();
  });

  it("the people found stay while the server cannot be asked", () => {
    expect(after(TWO, { kind: "searched", found: { kind: "unasked", text: "ozo" } }).found).toMatchObject({ kind: "found" });
    expect(after({ kind: "searched", found: { kind: "unasked", text: "ozo" } }).found).toEqual({ kind: "unasked", text: "ozo" });
  });
});

describe("a card", () => {
  it("that came late is not put under another name", () => {
    expect(after(...OPENED, { kind: "opened", id: "a2" }, { kind: "card", id: "a1", card: card() })).toMatchObject({ open: "a2", card: null });
  });

  it("brings the line of its person up to date, and no other", () => {
    const { found } = after(TWO, { kind: "opened", id: "a1" }, { kind: "card", id: "a1", card: card({ inside: true }) });
    expect(found?.kind === "found" && found.people.map(({ inside }) => inside)).toEqual([true, person().inside]);
  });

  it("goes with its outcome and its question when it is closed", () => {
    const desk = after(...OPENED, { kind: "sent", scanId: "scan-1", isCode: false }, { kind: "answer", answer: admitted() }, { kind: "ask", dialog: "edit" }, { kind: "closed" });
    expect(desk).toEqual(AT_THE_DESK);
  });
});

describe("checking in", () => {
  it("is answered on the card", () => {
    const desk = after(...OPENED, { kind: "sent", scanId: "scan-1", isCode: false }, { kind: "answer", answer: admitted() });
    expect(desk).toMatchObject({ open: "a1", card: card(), outcome: { kind: "answered", answer: admitted() } });
  });

  it("a scanned code opens the card of whose it is, also when refused", () => {
    const answer = refused("already_in", { attendee: admitted().attendee });
    expect(after({ kind: "typed", text: "oz" }, { kind: "sent", scanId: "scan-1", isCode: true }, { kind: "answer", answer })).toMatchObject({
      text: "",
      open: "a1",
      card: null,
      outcome: { kind: "answered", answer },
    });
  });

  it("a code of nobody opens no card", () => {
    const answer = refused("unknown_ticket");
    expect(after(...OPENED, { kind: "sent", scanId: "scan-1", isCode: true }, { kind: "answer", answer })).toMatchObject({ open: null, outcome: { answer } });
  });

  it("an answer that came late does not stand on the next one's card", () => {
    const desk = after(...OPENED, { kind: "sent", scanId: "scan-1", isCode: false }, { kind: "opened", id: "a2" });
    expect(onDeskEvent(desk, { kind: "answer", answer: admitted() })).toBe(desk);
    expect(onDeskEvent(desk, { kind: "declined", scanId: "scan-1", trouble: { what: "No.", remedy: "" } })).toBe(desk);
  });

  it("taken back is greeted no more", () => {
    const desk = after(...OPENED, { kind: "sent", scanId: "scan-1", isCode: false }, { kind: "answer", answer: admitted() });
    expect(onDeskEvent(desk, { kind: "undone", scanId: "scan-1" }).outcome).toBeNull();
    expect(onDeskEvent(desk, { kind: "undone", scanId: "scan-0" })).toBe(desk);
  });
});
