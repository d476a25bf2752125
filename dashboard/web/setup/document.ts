/** What is set up, as the server gives it: one document, whose things are saved one by one. */

/** Counts the changes of a thing; a change names the one it was made on. */
export interface Versioned {
  readonly version: number;
}

export interface Setting<V> extends Versioned {
  readonly value: V;
}

/** Texts by a key: the code of a language, mostly. */
export type Texts = Readonly<Record<string, string>>;

export interface WalkInField {
  readonly id: string;
  readonly is_needed: boolean;
}

export interface Consent {
  readonly id: string;
  readonly is_needed: boolean;
  readonly texts: Texts;
}

/** A category that people may register themselves in; an empty price is none. */
export interface OpenCategory {
  readonly id: string;
  readonly price: string;
}

export interface WalkIn {
  readonly fields: readonly WalkInField[];
  readonly consents: readonly Consent[];
  // An event of an earlier version has not said.
  readonly is_at_kiosks?: boolean;
  readonly open_categories?: readonly OpenCategory[];
  readonly currency?: string;
}

/** What happens before a badge prints at a kiosk. */
export interface BadgeCheck {
  readonly asks: boolean;
  readonly seconds: number;
  readonly fields: readonly string[];
}

export interface SettingValues {
  readonly name: string;
  readonly time_zone: string;
  /** ISO dates, the earliest first. */
  readonly days: readonly string[];
  readonly day_boundary: string;
  readonly accent: string;
  /** The kiosk begins in the first. */
  readonly languages: readonly string[];
  /** Pixels; the picture itself has an address of its own. */
  readonly logo: { readonly width: number; readonly height: number } | null;
  readonly walk_in: WalkIn;
  readonly badge_check: BadgeCheck;
  /** By reason, only those that the organiser words. */
  readonly refusal_steps: Readonly<Record<string, Texts>>;
  readonly purge_on: string | null;
}

export type SettingName = keyof SettingValues;
export type Settings = { readonly [N in SettingName]: Setting<SettingValues[N]> };

export const ENTRIES = ["once", "once_a_day", "times", "unlimited"] as const;
export const ACCEPTS = ["tickets", "badges", "both"] as const;
export const PRESETS = ["congress", "day_tickets", "workshop", "open"] as const;
export const OVERRIDE_ROLES = ["coordinator", "supervisor", "desk", "staff"] as const;

export type PresetName = (typeof PRESETS)[number];

/** The entry rule of a place. No categories: every category comes in. Times are ISO 8601 UTC. */
export interface Policy {
  readonly entries: (typeof ENTRIES)[number];
  readonly times: number;
  readonly accepts: (typeof ACCEPTS)[number];
  readonly categories: readonly string[];
  readonly booking_needed: boolean;
  readonly count_is_exact: boolean;
  readonly capacity_is_hard: boolean;
  readonly waits_for_readiness: boolean;
  readonly opens_at: string | null;
  readonly closes_at: string | null;
  readonly tolerance_s: number;
  readonly override_roles: readonly string[];
}

export interface Place extends Versioned {
  readonly id: string;
  readonly name: string;
  readonly kind: "venue" | "room" | "zone";
  readonly capacity: number | null;
  readonly position: number;
  readonly policy: Policy;
}

export interface Category extends Versioned {
  readonly id: string;
  readonly label: string;
  readonly is_passing: boolean;
  readonly layout: string;
  readonly people: number;
  /** What its people are given beside the badge. */
  readonly gets: readonly string[];
}

export interface Printer extends Versioned {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly options: Readonly<Record<string, string>>;
  readonly printer_group: string;
  readonly state: string;
  readonly message: string;
}

export interface SetupDocument {
  readonly event: { readonly opened: boolean; readonly opened_at: string | null };
  readonly settings: Settings;
  readonly time_zones: readonly string[];
  readonly places: readonly Place[];
  readonly presets: Readonly<Record<PresetName, Policy>>;
  readonly categories: readonly Category[];
  readonly layouts: readonly string[];
  readonly printers: readonly Printer[];
  readonly printer_kinds: readonly string[];
  readonly walk_in_fields: readonly string[];
  readonly correctable_fields: readonly string[];
  readonly refusals: readonly { readonly reason: string; readonly short_code: string }[];
}

/** A part of the document that is saved at an address of its own. */
export interface Thing<T extends Versioned> {
  readonly path: string;
  read(document: SetupDocument): T | undefined;
  write(document: SetupDocument, value: T): SetupDocument;
}

export function setting<N extends SettingName>(name: N): Thing<Settings[N]> {
  return {
    path: `/setup/settings/${name}`,
    read: (document) => document.settings[name],
    write: (document, value) => ({ ...document, settings: { ...document.settings, [name]: value } }),
  };
}

export const placeThing = (id: string): Thing<Place> => inList("places", id);
export const categoryThing = (id: string): Thing<Category> => inList("categories", id);
export const printerThing = (id: string): Thing<Printer> => inList("printers", id);

interface Lists {
  readonly places: Place;
  readonly categories: Category;
  readonly printers: Printer;
}

export type ListName = keyof Lists;

function inList<L extends ListName>(list: L, id: string): Thing<Lists[L]> {
  type Item = Lists[L];
  const items = (document: SetupDocument) => document[list] as unknown as readonly Item[];
  return {
    path: `/setup/${list}/${encodeURIComponent(id)}`,
    read: (document) => items(document).find((item) => item.id === id),
    // A thing that is not there yet was just added.
    write: (document, value) => {
      const others = items(document);
      const isThere = others.some((item) => item.id === id);
      return { ...document, [list]: isThere ? others.map((item) => (item.id === id ? value : item)) : [...others, value] };
    },
  };
}
