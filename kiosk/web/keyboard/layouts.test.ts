import { describe, expect, test } from "vitest";
import { CATALOGUES } from "../catalogues";
import { alternatesOf, capitalOf, LAYOUTS, layoutOf, SYMBOLS, type Rows } from "./layouts";

// The letters that each language is written with, as its school books list them.
const ALPHABETS: Readonly<Record<string, string>> = {
  en: "abcdefghijklmnopqrstuvwxyz",
  de: "abcdefghijklmnopqrstuvwxyzäöüß",
  fr: "abcdefghijklmnopqrstuvwxyzàâæçèéêëîïôœùûüÿ",
  es: "abcdefghijklmnñopqrstuvwxyzáéíóúü",
  pl: "aąbcćdeęfghijklłmnńoóprsśtuwyzźżqvx",
  lv: "aābcčdeēfgģhiījkķlļmnņoprsštuūvzžqwxy",
  uk: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
  ar: "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويى",
};

const keysOf = (rows: Rows): string[] => rows.flatMap((row) => [...row]);

test("every language of the kiosk has a keyboard of its own", () => {
  expect(Object.keys(LAYOUTS).sort()).toEqual(Object.keys(CATALOGUES).sort());
});

describe.each(Object.keys(ALPHABETS))("the keyboard in %s", (language) => {
  const { rows, latin, isCased } = layoutOf(language);
  const keys = keysOf(rows);

  test("reaches every letter of the language", () => {
    const reachable = new Set([...keys, ...keys.flatMap(alternatesOf)]);
    expect([...(ALPHABETS[language] as string)].filter((letter) => !reachable.has(letter))).toEqual([]);
  });

  test("has no key twice", () => {
    expect(keys).toHaveLength(new Set(keys).size);
  });

  test("has keys that a finger hits on a 7 inch panel: at most 14 beside each other, shift and delete counted in", () => {
    const beside = isCased ? [0, 0, 3] : [0, 0, 2]; // shift and delete are half as wide again
    const widths = rows.map((row, at) => [...row].length + (beside[at] as number));
    expect(widths.filter((width) => width > 14)).toEqual([]);
  });

  test("has every letter of an e-mail address beside its own", () => {
    expect(keysOf(latin).sort().join("")).toBe(ALPHABETS["en"]);
  });

  test("has a capital of one letter for every key, where it has capitals", () => {
    const capitals = keys.map((letter) => capitalOf(letter, language));
    expect(capitals.filter((capital) => [...capital].length !== 1)).toEqual([]);
    expect(capitals.join("") === keys.join("")).toBe(!isCased);
  });
});

test("a row of held letters is no wider than the row that it covers may be", () => {
  const everyKey = Object.values(LAYOUTS).flatMap(({ rows }) => keysOf(rows));
  expect(everyKey.filter((letter) => alternatesOf(letter).length > 11)).toEqual([]);
});

test("signs of names and addresses are reachable", () => {
  const signs = new Set(keysOf(SYMBOLS));
  expect([..."0123456789@.-_+'’&/,"].filter((sign) => !signs.has(sign))).toEqual([]);
});

test("a language without a keyboard types as English does", () => {
  expect(layoutOf("sv")).toBe(LAYOUTS["en"]);
});
