import { expect, test } from "vitest";
import { station } from "../board/fixtures";
import { changesOf, contested, earlier, isSetUpHere, undoing, wantedOf, type Wanted } from "./wanted";

const BASE: Wanted = wantedOf(station({ languages: ["en", "lv"], offers: ["no_ticket"], version: 3 }));

test("a card tells what its station is to be", () => {
  expect(BASE).toEqual({
    name: "Entrance A",
    place_id: "venue",
    mode: "entrance",
    languages: ["en", "lv"],
    printer_group: "",
    printer_id: "",
    offers: ["no_ticket"],
    out_of_order: false,
  });
});

test("only what differs is sent, and the same keys are put back", () => {
  const changes = changesOf(BASE, { ...BASE, name: "North", languages: ["lv", "en"] });
  expect(changes).toEqual({ name: "North", languages: ["lv", "en"] });
  expect(undoing(changes, BASE)).toEqual({ name: "Entrance A", languages: ["en", "lv"] });
  expect(changesOf(BASE, { ...BASE, languages: [...BASE.languages] })).toEqual({});
});

test.each([
  ["another part of it", { out_of_order: true }, []],
  ["the same to the same", { name: "North" }, []],
  ["the same to something else", { name: "South" }, ["name"]],
] as const)("somebody else changed %s", (_what, theirs, keys) => {
  expect(contested(BASE, { name: "North" }, { ...BASE, ...theirs })).toEqual(keys);
});

test.each([
  ["lv", ["lv", "en", "pl"]],
  ["pl", ["en", "pl", "lv"]],
  ["en", ["en", "lv", "pl"]],
  ["de", ["en", "lv", "pl"]],
])("%s comes one step earlier", (language, expected) => {
  expect(earlier(["en", "lv", "pl"], language)).toEqual(expected);
});

test("machines that only print are set up elsewhere", () => {
  expect((["entrance", "door", "desk", "pickup", "spooler", "phone"] as const).filter((mode) => isSetUpHere({ mode }))).toEqual(["entrance", "door", "desk", "pickup"]);
});
