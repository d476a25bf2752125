// Whether a camera sees anything: from the brightness of its picture's points, 0 to 255. Pure.

export type Sight = "sees" | "dark" | "covered";

const DARK = 24; // mean brightness of a lens with a cap on it, its noise included
const PLAIN = 4; // a finger or a label before the lens lets light through, and no outline

export function judgeSight(brightness: readonly number[]): Sight {
  if (brightness.length === 0) return "dark";
  const mean = brightness.reduce((sum, one) => sum + one, 0) / brightness.length;
  if (mean < DARK) return "dark";
  const spread = Math.sqrt(brightness.reduce((sum, one) => sum + (one - mean) ** 2, 0) / brightness.length);
  return spread < PLAIN ? "covered" : "sees";
}

/** The brightness of each point of RGBA data (ITU-R BT.601). */
export function brightnessOf(rgba: Uint8ClampedArray): readonly number[] {
  const points: number[] = [];
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    points.push(0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0));
  }
  return points;
}
