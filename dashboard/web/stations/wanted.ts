/** What a station is to be, and what comes of two people changing it at once. Pure. */
import { type Offer, type StationCard, type StationMode } from "@client/snapshots";

export interface Wanted {
  readonly name: string;
  readonly place_id: string;
  readonly mode: StationMode;
  /** The first is the one that it begins in. */
  readonly languages: readonly string[];
  readonly printer_group: string;
  readonly printer_id: string;
  readonly offers: readonly Offer[];
  readonly out_of_order: boolean;
}

export type WantedKey = keyof Wanted;

const KEYS: readonly WantedKey[] = ["name", "place_id", "mode", "languages", "printer_group", "printer_id", "offers", "out_of_order"];

/** A kiosk or a door. A machine that only prints, and a phone, are nothing else. */
export function isSetUpHere({ mode }: Pick<StationCard, "mode">): boolean {
  return mode !== "spooler" && mode !== "phone";
}

export function wantedOf(card: StationCard): Wanted {
  const { name, place, languages, printer_group, printer_id, offers, out_of_order } = card;
  return { name, place_id: place.id, mode: card.mode as StationMode, languages, printer_group, printer_id, offers, out_of_order };
}

/** The part of `next` that differs from `before`. */
export function changesOf(before: Wanted, next: Wanted): Partial<Wanted> {
  return Object.fromEntries(KEYS.filter((key) => !isSame(before[key], next[key])).map((key) => [key, next[key]]));
}

/** What `changes` would take back: the same keys, as they were. */
export function undoing(changes: Partial<Wanted>, before: Wanted): Partial<Wanted> {
  return Object.fromEntries(keysOf(changes).map((key) => [key, before[key]]));
}

/** The keys that somebody else has changed since `base` to another value than these changes would. */
export function contested(base: Wanted, changes: Partial<Wanted>, theirs: Wanted): readonly WantedKey[] {
  return keysOf(changes).filter((key) => !isSame(base[key], theirs[key]) && !isSame(theirs[key], changes[key]));
}

export function keysOf(changes: Partial<Wanted>): readonly WantedKey[] {
  return KEYS.filter((key) => key in changes);
}

/** `item` one step nearer to the front. */
export function earlier(list: readonly string[], item: string): readonly string[] {
  const at = list.indexOf(item);
  if (at < 1) return list;
  const others = list.filter((one) => one !== item);
  return [...others.slice(0, at - 1), item, ...others.slice(at - 1)];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
