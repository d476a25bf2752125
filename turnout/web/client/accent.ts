// The organiser's colour, mended until text reads on it and it reads on the page.

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [20, 25, 31];
const DARK_SURFACE: Rgb = [26, 33, 40];
const FALLBACK = "#17456b";
const ENOUGH = 7; // to one: what kiosks and walls need

export interface Accent {
  readonly accent: string;
  readonly onAccent: string;
  /** The accent as text: on the light surface, and on the dark one. */
  readonly inkLight: string;
  readonly inkDark: string;
}

/** `colour` is `#rrggbb`; anything else gives the house's own blue. Contrast is WCAG 2's relative luminance. */
export function mendAccent(colour: string): Accent {
  const wanted = parse(colour) ?? (parse(FALLBACK) as Rgb);
  // A light colour carries ink, a dark one white, so that the mended colour stays near the wanted one.
  const isLight = contrast(wanted, INK) > contrast(wanted, WHITE);
  const fill = mend(wanted, isLight ? INK : WHITE);
  return {
    accent: format(fill),
    onAccent: format(isLight ? INK : WHITE),
    inkLight: format(mend(wanted, WHITE, 8)), // the light surface is a little darker than white
    inkDark: format(mend(wanted, DARK_SURFACE)),
  };
}

/** Sets the accent's custom properties on the root element. */
export function applyAccent(root: HTMLElement, colour: string): void {
  const { accent, onAccent, inkLight, inkDark } = mendAccent(colour);
  root.style.setProperty("--accent", accent);
  root.style.setProperty("--on-accent", onAccent);
  root.style.setProperty("--accent-ink", `light-dark(${inkLight}, ${inkDark})`);
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export function parse(colour: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim());
  if (match === null) return null;
  return [parseInt(match[1] ?? "", 16), parseInt(match[2] ?? "", 16), parseInt(match[3] ?? "", 16)];
}

function mend(colour: Rgb, against: Rgb, enough = ENOUGH): Rgb {
  const away: Rgb = luminance(against) > 0.4 ? [0, 0, 0] : WHITE;
  for (let step = 0; step <= 50; step += 1) {
    const mixed = mix(colour, away, step / 50);
    if (contrast(mixed, against) >= enough) return mixed;
  }
  return away;
}

function mix([r, g, b]: Rgb, [r2, g2, b2]: Rgb, share: number): Rgb {
  const at = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [at(r, r2), at(g, g2), at(b, b2)];
}

function luminance([r, g, b]: Rgb): number {
  const linear = (part: number) => {
    const s = part / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function format(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
