import { describe, expect, it } from "vitest";
import catalogue from "../../translations/en.json";
import { isWithout, type Item, whereOf, worstFirst } from "./ready";

const ITEMS: readonly Item[] = [
  { id: "attendees", state: "ok", count: 60 },
  { id: "kiosk", state: "look", count: 0 },
  { id: "entry", state: "missing", count: 0 },
  { id: "days", state: "missing", count: 0 },
];
const ALL = ["attendees", "sessions", "kiosk", "printer", "badge_tried", "glyphs", "days", "coordinator", "layouts", "categories", "entry", "payments", "rehearsed"];

describe("the list before opening", () => {
  it("has what is missing first, and otherwise the server's order", () => {
    expect(worstFirst(ITEMS).map(({ id }) => id)).toEqual(["entry", "days", "kiosk", "attendees"]);
  });

  it("knows whether anything is missing", () => {
    expect(isWithout(ITEMS, "missing")).toBe(false);
    expect(isWithout(ITEMS.slice(0, 2), "missing")).toBe(true);
  });

  it.each(ALL)("has words for %s", (id) => {
    expect(Object.keys(catalogue)).toEqual(expect.arrayContaining([`ready.${id}.ok`, `ready.${id}.open`, `ready.${id}.next`]));
  });

  it("leads to a section that is there, or to a page", () => {
    const sections = ["event", "look", "places", "categories", "printers", "badge-check", "walk-in", "refusals", "erasing", "ready"];
    const targets = ALL.map(whereOf).filter((where) => where !== null);
    expect(targets.filter((where) => !where.startsWith("/") && !sections.includes(where.slice(1)))).toEqual([]);
  });
});
