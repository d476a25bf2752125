import { describe, expect, test } from "vitest";
import { CODE_LETTERS } from "../pairing_code";
import { freshBoard, press, rowsOf, type Around, type Board, type Press, type Purpose } from "./board";

const letter = (one: string): Press => ({ kind: "letter", letter: one });
const SHIFT: Press = { kind: "shift" };
const ACCENTS: Press = { kind: "accents" };

/** What stands in a field after these presses, and the keyboard then. */
function typed(presses: readonly Press[], { language = "en", purpose = "name" as Purpose, before = "" } = {}): { text: string; board: Board } {
  let board = freshBoard(purpose);
  let text = before;
  for (const one of presses) {
    const around: Around = { language, purpose, before: text };
    const next = press(board, one, around);
    board = next.board;
    text += next.text ?? "";
  }
  return { text, board };
}

describe("capitals", () => {
  test("come by themselves where a name begins, and after a space or a hyphen", () => {
    const space: Press = { kind: "text", text: " " };
    const hyphen: Press = { kind: "text", text: "-" };
    expect(typed([letter("a"), letter("n"), space, letter("m"), letter("a"), hyphen, letter("b")]).text).toBe("An Ma-B");
  });

  test("are left off by one press, for one letter", () => {
    expect(typed([SHIFT, letter("v"), letter("a")]).text).toBe("va");
  });

  test("come once after one press and always after two, until a third", () => {
    expect(typed([SHIFT, letter("a"), letter("b")], { before: "x" }).text).toBe("xAb");
    expect(typed([SHIFT, SHIFT, letter("a"), letter("b"), SHIFT, letter("c")], { before: "x" }).text).toBe("xABc");
  });

  test("never come by themselves in an address or a company", () => {
    expect(typed([letter("a")], { purpose: "email" }).text).toBe("a");
    expect(typed([letter("a")], { purpose: "text" }).text).toBe("a");
  });

  test("follow the language", () => {
    expect(typed([letter("š")], { language: "lv" }).text).toBe("Š");
    expect(typed([letter("ї")], { language: "uk" }).text).toBe("Ї");
    expect(typed([SHIFT, letter("ß")], { language: "de", before: "Stra" }).text).toBe("Straß");
    expect(typed([letter("ن")], { language: "ar" }).text).toBe("ن");
  });
});

describe("letters of other languages", () => {
  test("are offered by a key that is held, and typed as capitals where one is due", () => {
    const { board } = typed([{ kind: "held", letter: "z" }]);
    expect(board.held).toBe("z");
    expect(typed([{ kind: "held", letter: "z" }, { kind: "alternate", letter: "ž" }])).toEqual({ text: "Ž", board: freshBoard("name") });
  });

  test("are offered by the key before them, for whoever cannot hold one", () => {
    const { text, board } = typed([ACCENTS, letter("s")]);
    expect([text, board.held, board.isChoosing]).toEqual(["", "s", false]);
  });

  test("a letter that hides none is typed", () => {
    expect(typed([ACCENTS, letter("q")], { before: "x" })).toEqual({ text: "xq", board: freshBoard("name") });
    expect(typed([{ kind: "held", letter: "q" }], { before: "x" }).text).toBe("xq");
  });

  test("are put away again, with nothing typed", () => {
    expect(typed([ACCENTS, letter("s"), { kind: "closed" }])).toEqual({ text: "", board: freshBoard("name") });
    expect(typed([ACCENTS, ACCENTS]).board).toEqual(freshBoard("name"));
  });
});

describe("other keys", () => {
  test("an address is typed with Latin letters in every language", () => {
    const { board } = typed([], { language: "ar", purpose: "email" });
    expect(rowsOf(board, "ar")[0]).toBe("qwertyuiop");
  });

  test("a name can be typed with Latin letters and with digits", () => {
    const { board } = typed([{ kind: "layer", layer: "latin" }, letter("a")], { language: "ar" });
    expect(rowsOf(board, "ar")[0]).toBe("qwertyuiop");
    expect(rowsOf(typed([{ kind: "layer", layer: "symbols" }]).board, "en")[0]).toBe("1234567890");
  });

  test("a code is typed in capitals and digits alone, whatever the language", () => {
    const { text, board } = typed([letter("K"), letter("7"), letter("N")], { language: "uk", purpose: "code" });
    expect(text).toBe("K7N");
    expect(rowsOf(board, "uk").join("")).toBe(CODE_LETTERS);
  });

  test("capitals that are locked stay so beyond another layer", () => {
    const there: Press = { kind: "layer", layer: "symbols" };
    const back: Press = { kind: "layer", layer: "letters" };
    expect(typed([SHIFT, SHIFT, there, letter("7"), back, letter("a")], { before: "x" }).text).toBe("x7A");
  });

  test("another keyboard for another purpose begins anew", () => {
    expect(freshBoard("email").layer).toBe("latin");
    expect(freshBoard("text").layer).toBe("letters");
  });
});
