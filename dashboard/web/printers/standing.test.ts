import { describe, expect, it } from "vitest";
import { at, NOW, printer } from "../board/fixtures";
import { moodOf, standIns, stateText, worstFirst } from "./standing";

describe("a printer's mood", () => {
  it.each([
    ["go", {}],
    ["go", { state: "busy" }],
    ["calm", { is_paused: true }],
    ["calm", { is_paused: true, waiting: 2, oldest_at: at(-5) }],
    ["look", { state: "silent" }],
    ["stop", { state: "silent", waiting: 1 }],
    ["stop", { state: "fault", is_paused: true }],
    ["look", { unknown: 1 }],
    ["look", { failed: 1, is_paused: true }],
    ["look", { labels_left: 20 }],
    ["go", { labels_left: 21 }],
    ["look", { waiting: 1, oldest_at: at(-2) }],
    ["go", { waiting: 1, oldest_at: at(-1) }],
  ] as const)("is %s for %o", (mood, changes) => {
    expect(moodOf(printer(changes), NOW)).toBe(mood);
  });
});

describe("a printer's state in plain words", () => {
  it.each([
    ["cover open", { state: "fault", message: "cover open" }],
    ["needs hands", { state: "fault" }],
    ["not answering since 08:00", { state: "silent" }],
    ["has not answered yet", { state: "silent", since: null }],
    ["ready", {}],
    ["printing", { state: "busy" }],
    ["says it is ready, and prints nothing", { waiting: 1, oldest_at: at(-2) }],
  ] as const)("is “%s” for %o", (words, changes) => {
    expect(stateText(printer(changes), NOW, "UTC")).toBe(words);
  });
});

describe("several printers", () => {
  const good = printer({ id: "good", name: "B" });
  const paused = printer({ id: "paused", name: "A", is_paused: true });
  const broken = printer({ id: "broken", name: "Z", state: "fault" });
  const elsewhere = printer({ id: "elsewhere", name: "C", group: "crew" });

  it("stand the worst first, then by name", () => {
    expect(worstFirst([elsewhere, good, broken, paused], NOW).map(({ id }) => id)).toEqual(["broken", "paused", "good", "elsewhere"]);
  });

  it("stand in for each other in one group, the best first", () => {
    expect(standIns(broken, [broken, elsewhere, paused, good], NOW).map(({ id }) => id)).toEqual(["good", "paused"]);
  });
});
