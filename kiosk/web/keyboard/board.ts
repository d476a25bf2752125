// What an on-screen keyboard is showing, and what a press of it types. Pure.
import { alternatesOf, capitalOf, CODE, layoutOf, SYMBOLS, type Rows } from "./layouts";

/** What is typed decides on the keys: an address has no capitals and no spaces, a name begins with a capital, a code of ours has its own. */
export type Purpose = "name" | "text" | "email" | "code";

export type Layer = "letters" | "latin" | "symbols" | "code";

const FIRST: Readonly<Record<Purpose, Layer>> = { name: "letters", text: "letters", email: "latin", code: "code" };

export interface Board {
  readonly layer: Layer;
  /** `auto` is a capital where a name begins; `on` and `off` are for one letter, `locked` for all. */
  readonly shift: "auto" | "on" | "off" | "locked";
  /** The next letter shows its alternates instead of being typed: a long press for whoever cannot press long. */
  readonly isChoosing: boolean;
  /** The letter whose alternates are shown. */
  readonly held: string | null;
}

export type Press =
  | { readonly kind: "letter"; readonly letter: string }
  | { readonly kind: "held"; readonly letter: string }
  | { readonly kind: "alternate"; readonly letter: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "shift" }
  | { readonly kind: "accents" }
  | { readonly kind: "layer"; readonly layer: Layer }
  | { readonly kind: "closed" };

export interface Pressed {
  readonly board: Board;
  /** What goes into the field. */
  readonly text: string | null;
}

export interface Around {
  readonly language: string;
  readonly purpose: Purpose;
  /** What stands before the caret. */
  readonly before: string;
}

export function freshBoard(purpose: Purpose): Board {
  return { layer: FIRST[purpose], shift: "auto", isChoosing: false, held: null };
}

export function isUpper({ shift, layer }: Board, { language, purpose, before }: Around): boolean {
  if (layer === "symbols" || layer === "code" || (layer === "letters" && !layoutOf(language).isCased)) return false;
  if (shift === "auto") return purpose === "name" && /(^|[\s-])$/.test(before);
  return shift !== "off";
}

export function rowsOf({ layer }: Board, language: string): Rows {
  const layout = layoutOf(language);
  return { letters: layout.rows, latin: layout.latin, symbols: SYMBOLS, code: CODE }[layer];
}

/** A letter as its key shows it and as it is typed. */
export function shownOn(letter: string, board: Board, around: Around): string {
  return isUpper(board, around) ? capitalOf(letter, around.language) : letter;
}

export function press(board: Board, pressed: Press, around: Around): Pressed {
  switch (pressed.kind) {
    case "letter":
      return board.isChoosing ? offer(board, pressed.letter, around) : type(board, pressed.letter, around);
    case "held":
      return offer(board, pressed.letter, around);
    case "alternate":
      return type(board, pressed.letter, around);
    case "text":
      return { board: settled(board), text: pressed.text };
    case "shift":
      return only({ ...board, shift: shifted(board, around) });
    case "accents":
      return only({ ...board, isChoosing: !board.isChoosing, held: null });
    case "layer":
      return only({ ...settled(board), layer: pressed.layer });
    case "closed":
      return only({ ...board, isChoosing: false, held: null });
  }
}

/** Shows the letters that hide behind one; one that hides none is typed. */
function offer(board: Board, letter: string, around: Around): Pressed {
  if (alternatesOf(letter).length === 0) return type(board, letter, around);
  return only({ ...board, isChoosing: false, held: letter });
}

function type(board: Board, letter: string, around: Around): Pressed {
  return { board: settled(board), text: shownOn(letter, board, around) };
}

function settled(board: Board): Board {
  return { ...board, shift: board.shift === "locked" ? "locked" : "auto", isChoosing: false, held: null };
}

/** Once for a capital, twice for all of them; where a capital would come by itself, once for a small letter. */
function shifted(board: Board, around: Around): Board["shift"] {
  if (board.shift === "on") return "locked";
  if (board.shift === "locked") return "auto";
  return isUpper(board, around) ? "off" : "on";
}

function only(board: Board): Pressed {
  return { board, text: null };
}
