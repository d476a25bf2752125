/** What is missing before the event can be opened: the worst first, and where each is put right. Pure. */

export type State = "missing" | "look" | "ok";

export interface Item {
  readonly id: string;
  readonly state: State;
  readonly count: number;
  /** Some names of the attendees or the categories that it is about. */
  readonly examples?: readonly string[];
}

const ORDER: readonly State[] = ["missing", "look", "ok"];

/** Within a state in the order of the server, which is the order of an evening's work. */
export function worstFirst(items: readonly Item[]): Item[] {
  return ORDER.flatMap((state) => items.filter((item) => item.state === state));
}

export function isWithout(items: readonly Item[], state: State): boolean {
  return !items.some((item) => item.state === state);
}

const WHERE: Readonly<Record<string, string>> = {
  attendees: "/import",
  sessions: "/import",
  kiosk: "/dashboard",
  printer: "#printers",
  badge_tried: "#printers",
  glyphs: "/desk",
  payments: "/desk",
  days: "#event",
  layouts: "#categories",
  categories: "#categories",
  entry: "#places",
  rehearsed: "/kiosk",
};

/** The page or the section where it is put right; null where that is a command. */
export function whereOf(id: string): string | null {
  return WHERE[id] ?? null;
}
