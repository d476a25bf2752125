import { describe, expect, it, test } from "vitest";
import { diagnose, readingsOf, SILENCE_MS, TOO_SLOW_MS, type Finding, type Press } from "./diagnosis";
import { LAYOUTS, typedAs, typedInto } from "./layouts";
import { brightnessOf, judgeSight } from "./picture";
import { TEST_CODE } from "./test_code";

const SWAPPED = "turnout:TEST/YZAQWM-0123456789";

/** Presses of a scanner that types a key every `gap` ms; `suffix` is Enter, Tab or nothing. */
function typed(text: string, { at = 0, gap = 5, suffix = "Enter" }: { at?: number; gap?: number; suffix?: string } = {}): Press[] {
  return [...[...text], ...(suffix === "" ? [] : [suffix])].map((key, index) => ({ key, at: at + index * gap }));
}

function found(presses: readonly Press[]): readonly Finding[] {
  return diagnose(readingsOf(presses, 1_000_000));
}

function kinds(presses: readonly Press[]): readonly string[] {
  return found(presses).map((finding) => (finding.kind === "layout" ? `layout ${finding.layout}` : finding.kind));
}

// As these computers really show it when a scanner set to an American keyboard types the test code.
const ON_OTHER_COMPUTERS: readonly (readonly [string, string])[] = [
  ["TURNOUTÖtest-zyaqwmß0123456789", "layout QWERTZ"],
  ["TURNOUTMtest!ywqaz,)à&é\"'(-è_ç", "layout AZERTY"],
  ["TURNOUTÑtest-yzaqwm'0123456789", "layout QWERTY ñ"],
  ["ЕГКТЩГЕЖеуые.няфйць-0123456789", "layout ЙЦУКЕН"],
];

test.each<[string, readonly Press[], readonly string[]]>([
  ["a good scanner", typed(TEST_CODE), []],
  ["a good scanner that sends Tab", typed(TEST_CODE, { suffix: "Tab" }), []],
  ["caps lock", typed(SWAPPED), ["caps_lock"]],
  ["no suffix", typed(TEST_CODE, { suffix: "" }), ["no_suffix"]],
  ["no suffix and caps lock", typed(SWAPPED, { suffix: "" }), ["caps_lock", "no_suffix"]],
  ["fires twice", [...typed(TEST_CODE), ...typed(TEST_CODE, { at: 300 })], ["twice"]],
  ["fires twice without a suffix", typed(TEST_CODE + TEST_CODE, { suffix: "" }), ["no_suffix", "twice"]],
  ["somebody scans again", [...typed(TEST_CODE), ...typed(TEST_CODE, { at: 2_000 })], []],
  ["mended meanwhile", [...typed(SWAPPED), ...typed(TEST_CODE, { at: 2_000 })], []],
  ["a code's kind before it", typed(`]Q1${TEST_CODE}`), ["extra"]],
  ["a line feed's letter behind it", typed(`${TEST_CODE}J`), ["extra"]],
  ["too slow", typed(TEST_CODE, { gap: TOO_SLOW_MS }), ["slow"]],
  ["another code", typed("K7012MABCDEFGHJKMNPQR"), ["other_code"]],
  ["a vCard", typed("BEGIN:VCARD VERSION:3.0 FN:Ada Lovelace END:VCARD", { suffix: "" }), ["other_code"]],
  ["letters lost", typed("TURNOUT:test/yzaqwm-01"), ["garbled"]],
  ...ON_OTHER_COMPUTERS.map(([text, finding]) => [`${finding} on the computer`, typed(text), [finding]] as [string, Press[], string[]]),
  ["a German keyboard with caps lock", typed("turnoutöTEST-ZYAQWMß0123456789"), ["layout QWERTZ", "caps_lock"]],
  ["a German scanner on an American computer", typed("TURNOUT>test&zyaqwm/0123456789"), ["layout QWERTZ"]],
  ["nothing", [], []],
])("%s", (_name, presses, expected) => {
  expect(kinds(presses)).toEqual(expected);
});

it.each(LAYOUTS)("tells %s apart in both directions, with other layouts never named for it", (layout) => {
  for (const garble of [typedInto, typedAs]) expect(found(typed(garble(layout, TEST_CODE)))).toEqual([{ kind: "layout", layout }]);
});

it("waits for the rest of a reading until nothing more comes", () => {
  const presses = typed(TEST_CODE, { suffix: "" });
  const endedAt = presses.at(-1)?.at ?? 0;
  expect(readingsOf(presses, endedAt + SILENCE_MS)).toEqual([]);
  expect(readingsOf(presses, endedAt + SILENCE_MS + 1)).toHaveLength(1);
});

describe("a camera's picture", () => {
  const scene = Array.from({ length: 768 }, (_, index) => (index % 32) * 7);
  it.each([
    ["a hall", scene, "sees"],
    ["a cap on the lens", scene.map(() => 3), "dark"],
    ["noise in the dark", scene.map((_, index) => index % 12), "dark"],
    ["a finger before the lens", scene.map((_, index) => 120 + (index % 3)), "covered"],
    ["no picture", [], "dark"],
  ] as const)("%s", (_name, brightness, sight) => {
    expect(judgeSight(brightness)).toBe(sight);
  });

  it("is judged by how bright its points are", () => {
    expect(brightnessOf(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255])).map(Math.round)).toEqual([255, 0]);
  });
});
