/** Badge layouts as the server gives them. Sizes are millimetres, as people read the badge. */
import { type Category, type Setting, type SettingValues } from "../setup/document";

/** A layout in a list; one that cannot be read any more has no size. */
export interface LayoutItem {
  readonly name: string;
  /** What it calls itself. */
  readonly title: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** One that comes along, to begin with. */
export interface BundledLayout extends LayoutItem {
  readonly toml: string;
}

export interface Overview {
  readonly layouts: readonly LayoutItem[];
  readonly bundled: readonly BundledLayout[];
  readonly categories: readonly Category[];
  readonly logo: Setting<SettingValues["logo"]>;
}

/** A text, and the version of the layout that it is. */
export interface LayoutText {
  readonly toml: string;
  readonly version: number;
}

export interface LayoutVersion {
  readonly version: number;
  /** ISO 8601 UTC; null for what the event was made with. */
  readonly changed_at: string | null;
  readonly by: string;
  /** How many badges were sent to a printer with it. */
  readonly badges: number;
}

/** The newest version first. */
export interface SavedLayout extends LayoutText {
  readonly name: string;
  readonly versions: readonly LayoutVersion[];
}

export interface Mistake {
  /** From 1; null where no line is to blame. */
  readonly line: number | null;
  readonly message: string;
}

export interface ShownBadge {
  /** Empty for somebody invented. */
  readonly attendee_id: string;
  readonly name: string;
  readonly category: string;
  /** What makes the name hard: `longest`, `in ARABIC`. */
  readonly why: readonly string[];
  readonly losses: readonly string[];
  /** A PNG in base64. */
  readonly picture: string;
}

export interface Preview {
  readonly problem: Mistake | null;
  readonly label: { readonly title: string; readonly width: number; readonly height: number; readonly count: number } | null;
  readonly badges: readonly ShownBadge[];
}

/** Who tries a layout: one name, or those with the hardest names of the list; in a category, or each in their own. */
export interface Trying {
  readonly name: string;
  readonly category: string;
}
