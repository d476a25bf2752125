// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { beforeCaret, typeInto, type Key } from "./typing";

function field(value: string, caret: number | [number, number] = value.length): HTMLInputElement {
  const made = document.createElement("input");
  document.body.append(made);
  made.value = value;
  const [start, end] = typeof caret === "number" ? [caret, caret] : caret;
  made.setSelectionRange(start, end);
  return made;
}

const DELETE: Key = { kind: "delete" };
const text = (typed: string): Key => ({ kind: "text", text: typed });

test("types at the caret, and goes on behind it", () => {
  const name = field("Žneta", 1);
  typeInto(name, text("a"));
  expect([name.value, name.selectionStart, beforeCaret(name)]).toEqual(["Žaneta", 2, "Ža"]);
});

test("types over what is selected, and deletes it at once", () => {
  const name = field("Anna Berg", [5, 9]);
  typeInto(name, text("K"));
  expect(name.value).toBe("Anna K");
  const other = field("Anna Berg", [4, 9]);
  typeInto(other, DELETE);
  expect(other.value).toBe("Anna");
});

test.each([
  ["Anna", "Ann"],
  ["Ann👩🏽‍🚀", "Ann"],
  ["Zo\u0065\u0308", "Zo"],
  ["", ""],
])("deletes the last thing that looks like a letter: %s", (before, after) => {
  const name = field(before);
  typeInto(name, DELETE);
  expect(name.value).toBe(after);
});

test("tells the page of every key, as typing does", () => {
  const name = field("An");
  const heard: string[] = [];
  name.addEventListener("input", () => heard.push(name.value));
  typeInto(name, text("a"));
  typeInto(name, DELETE);
  expect(heard).toEqual(["Ana", "An"]);
});

test("types no more than the field takes", () => {
  const name = field("Anna");
  name.maxLength = 5;
  typeInto(name, text("ab"));
  typeInto(name, text("s"));
  typeInto(name, text("s"));
  expect(name.value).toBe("Annas");
});
