import { describe, expect, test } from "vitest";
import { contrast, mendAccent, parse } from "./accent";
import tokens from "./tokens.css?raw";

type Rgb = readonly [number, number, number];

function rgb(colour: string): Rgb {
  const parsed = parse(colour);
  if (parsed === null) throw new Error(`${colour} is not #rrggbb`);
  return parsed;
}

const COLOURS = ["#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#808080", "#17456b", "#e8b400", "#7a7a00"];

describe.each(COLOURS)("the organiser's %s", (colour) => {
  const mended = mendAccent(colour);

  test("carries text at 7 to 1", () => {
    expect(contrast(rgb(mended.accent), rgb(mended.onAccent))).toBeGreaterThanOrEqual(7);
  });

  test("reads on the light and on the dark surface", () => {
    expect(contrast(rgb(mended.inkLight), rgb("#f5f5f2"))).toBeGreaterThanOrEqual(7);
    expect(contrast(rgb(mended.inkDark), rgb("#1a2128"))).toBeGreaterThanOrEqual(7);
  });
});

test("a colour that is good already stays as it is", () => {
  expect(mendAccent("#17456b").accent).toBe("#17456b");
  expect(mendAccent("#e8b400")).toMatchObject({ accent: "#e8b400", onAccent: "#14191f" });
});

test("what is no colour gives the house's own", () => {
  expect(mendAccent("red; background: url(x)")).toEqual(mendAccent("#17456b"));
});

test("contrast is WCAG's", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
});

/** The light and the dark value of a colour in tokens.css; both the same where there is one. */
function token(name: string): [Rgb, Rgb] {
  const line = new RegExp(`--${name}: (?:light-dark\\((#\\w+), (#\\w+)\\)|(#\\w+));`).exec(tokens);
  if (line === null) throw new Error(`tokens.css has no --${name}`);
  return [rgb(line[1] ?? line[3] ?? ""), rgb(line[2] ?? line[3] ?? "")];
}

const PAIRS: [string, string, number][] = [
  ["on-go", "go", 7],
  ["on-look", "look", 7],
  ["on-stop", "stop", 7],
  ["on-calm", "calm", 7],
  ["on-accent", "accent", 7],
  ["ink", "surface", 7],
  ["ink-soft", "surface", 7],
  ["ink-soft", "raised", 7],
  ["go-ink", "go-tint", 4.5],
  ["look-ink", "look-tint", 4.5],
  ["stop-ink", "stop-tint", 4.5],
  ["calm-ink", "calm-tint", 4.5],
  ["go-ink", "surface", 4.5],
  ["look-ink", "surface", 4.5],
  ["stop-ink", "surface", 4.5],
  ["calm-ink", "surface", 4.5],
  ["line-strong", "surface", 3],
];

test.each(PAIRS)("the token %s on %s has at least %d to 1, light and dark", (text, ground, enough) => {
  const [light, dark] = token(text);
  const [lightGround, darkGround] = token(ground);
  expect(contrast(light, lightGround)).toBeGreaterThanOrEqual(enough);
  expect(contrast(dark, darkGround)).toBeGreaterThanOrEqual(enough);
});
