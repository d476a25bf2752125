import { expect, test } from "vitest";
import { columnsOf, type FoundList, isSecond, namesPeople, takeColumn, takenAtFirst } from "./told";

const FOUND: FoundList = {
  kind: "attendees",
  fields: ["full_name", "company", "code"],
  sheet: "",
  problems: [],
  columns: [
    { header: "Wer", samples: ["Ada"], field: "full_name", is_remembered: false },
    { header: "Firma", samples: [], field: "", is_remembered: false },
    { header: "Wer", samples: ["Bob"], field: "", is_remembered: false },
  ],
};

test("a column taken for a field takes it from the one before", () => {
  const taken = takeColumn(takenAtFirst(FOUND), 1, "full_name");
  expect(taken).toEqual(["", "full_name", ""]);
  expect(columnsOf(FOUND, taken)).toEqual({ full_name: "Firma" });
});

test("a column taken for none leaves the others alone", () => {
  expect(takeColumn(["full_name", "", ""], 1, "")).toEqual(["full_name", "", ""]);
});

test("of two columns with one header the second cannot be read", () => {
  expect([0, 1, 2].map((place) => isSecond(FOUND, place))).toEqual([false, false, true]);
});

test("a list without a name names nobody", () => {
  expect(namesPeople(["company", "code"])).toBe(false);
  expect(namesPeople(["", "given_name"])).toBe(true);
});
