// @vitest-environment happy-dom
import { admitted, refused } from "@client/scans.fixture";
import { afterEach, describe, expect, it, vi } from "vitest";
import { actions } from "./actions";
import { AT_THE_DESK, type Desk } from "./desk-machine";
import { commandOf, type Focus, listenToDesk } from "./keyboard";
import { card, person } from "./people.fixture";

const FOUND: Desk = { ...AT_THE_DESK, text: "oz", found: { kind: "found", text: "oz", people: [person(), person({ id: "a2" })] } };
const OPEN: Desk = { ...FOUND, open: "a1", card: card() };
const DONE: Desk = { ...OPEN, outcome: { kind: "answered", answer: admitted() } };

function command(key: string, focus: Focus, desk: Desk, held: { isCtrl?: boolean; isAlt?: boolean } = {}) {
  return commandOf({ key, isCtrl: false, isAlt: false, ...held }, focus, desk);
}

describe("a key", () => {
  it.each<[string, string, Focus, Desk, unknown]>([
    ["Enter opens the marked line", "Enter", "field", { ...FOUND, picked: 1 }, { kind: "open", id: "a2" }],
    ["Enter waits for the answer to what stands there now", "Enter", "field", { ...FOUND, text: "ozo" }, { kind: "wait" }],
    ["Enter registers whom nobody found", "Enter", "field", { ...FOUND, found: { kind: "found", text: "oz", people: [] } }, { kind: "walk_in" }],
    ["Enter checks in", "Enter", "page", OPEN, { kind: "action", action: "check_in" }],
    ["Enter checks in from the empty field", "Enter", "field", { ...OPEN, text: "" }, { kind: "action", action: "check_in" }],
    ["Enter makes room after a welcome", "Enter", "page", DONE, { kind: "next" }],
    ["Enter makes room after a code of nobody", "Enter", "page", { ...AT_THE_DESK, outcome: { kind: "answered", answer: refused("unknown_ticket") } }, { kind: "next" }],
    ["Enter sends nothing twice", "Enter", "page", { ...OPEN, outcome: { kind: "sending", scanId: "s" } }, null],
    ["Enter presses the button that has the focus", "Enter", "button", OPEN, null],
    ["a letter is typed into the field", "e", "field", OPEN, null],
    ["a letter acts on the card", "E", "page", OPEN, { kind: "action", action: "edit" }],
    ["a letter acts beside a button too", "n", "button", OPEN, { kind: "action", action: "note" }],
    ["a letter does nothing that is not offered", "p", "page", OPEN, null],
    ["a slash goes to the field", "/", "page", OPEN, { kind: "field" }],
    ["a slash is typed into the field", "/", "field", OPEN, null],
    ["a digit is typed into the field", "2", "field", FOUND, null],
    ["a digit opens a line once the arrows are in the list", "2", "field", { ...FOUND, isChoosing: true }, { kind: "open", id: "a2" }],
    ["a digit opens a line from the page", "2", "page", OPEN, { kind: "open", id: "a2" }],
    ["an arrow moves in the list", "ArrowDown", "field", FOUND, { kind: "move", by: 1 }],
    ["an arrow scrolls a card", "ArrowDown", "page", OPEN, null],
    ["Escape goes back", "Escape", "page", OPEN, { kind: "back" }],
    ["w registers a walk-in", "w", "page", OPEN, { kind: "walk_in" }],
    ["a dialog has its own keys", "Escape", "other", OPEN, null],
  ])("%s", (_what, key, focus, desk, expected) => {
    expect(command(key, focus, desk)).toEqual(expected);
  });

  it("with Alt opens a line from the field", () => {
    expect(command("2", "field", FOUND, { isAlt: true })).toEqual({ kind: "open", id: "a2" });
  });

  it("with Ctrl takes the last action back, unless it is typing that would be taken back", () => {
    expect(command("z", "page", OPEN, { isCtrl: true })).toEqual({ kind: "undo" });
    expect(command("z", "field", { ...OPEN, text: "" }, { isCtrl: true })).toEqual({ kind: "undo" });
    expect(command("z", "field", OPEN, { isCtrl: true })).toBeNull();
  });
});

describe("what is offered", () => {
  it.each<[string, Desk, readonly string[]]>([
    ["somebody expected", OPEN, ["check_in", "badge", "edit", "note", "kiosk_code", "substitute", "cancel"]],
    ["somebody inside", { ...OPEN, card: card({ inside: true }) }, ["check_out", "badge", "edit", "note", "cancel"]],
    ["somebody unpaid", { ...OPEN, card: card({ is_paid: false }) }, ["check_in", "pay", "badge", "edit", "note", "kiosk_code", "substitute", "cancel"]],
    ["somebody cancelled", { ...OPEN, card: card({ is_cancelled: true }) }, ["reinstate", "badge", "edit", "note"]],
    ["a refusal that may be set aside", { ...OPEN, outcome: { kind: "answered", answer: refused("unpaid", { overridable: true }) } }, ["override", "check_in", "badge", "edit", "note", "kiosk_code", "substitute", "cancel"]],
    ["nobody", AT_THE_DESK, []],
  ])("to %s", (_who, desk, expected) => {
    expect(actions(desk)).toEqual(expected);
  });
});

describe("a scanner and a hand", () => {
  afterEach(() => vi.useRealTimers());

  function listen(focus: Focus) {
    vi.useFakeTimers();
    const heard: unknown[] = [];
    const stop = listenToDesk(window, {
      focus: () => focus,
      onCode: (code) => heard.push(code),
      commandOf: (press) => commandOf(press, focus, OPEN),
      onCommand: (one) => heard.push(one.kind),
    });
    const press = (key: string, at: number): void => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      Object.defineProperty(event, "timeStamp", { value: at });
      window.dispatchEvent(event);
    };
    return { heard, press, stop };
  }

  it("a code is one code, and its letters are no actions", () => {
    const { heard, press, stop } = listen("page");
    [..."EBN123", "Enter"].forEach((key, index) => press(key, index * 5));
    vi.advanceTimersByTime(1_000);
    expect(heard).toEqual(["EBN123"]);
    stop();
  });

  it("a code without an Enter ends when it falls silent", () => {
    const { heard, press, stop } = listen("field");
    [..."EBN123"].forEach((key, index) => press(key, index * 5));
    vi.advanceTimersByTime(1_000);
    expect(heard).toEqual(["EBN123"]);
    stop();
  });

  it("a lone letter acts", () => {
    const { heard, press, stop } = listen("page");
    press("e", 0);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(heard).toEqual(["action"]);
    stop();
  });

  it("a quick hand types, and its Enter is an Enter", () => {
    const { heard, press, stop } = listen("page");
    ["a", "n", "n"].forEach((key, index) => press(key, index * 30));
    press("Enter", 200);
    vi.advanceTimersByTime(1_000);
    expect(heard).toEqual(["action"]); // the Enter's check-in
    stop();
  });

  it("a code in a dialog neither sends the form nor checks anybody in", () => {
    const { heard, press, stop } = listen("other");
    [..."EBN123", "Enter"].forEach((key, index) => press(key, index * 5));
    vi.advanceTimersByTime(1_000);
    expect(heard).toEqual([]);
    stop();
  });
});
