/** What the server tells of a file that is being imported; shapes of `turnout/web/import_files.py`. */

export type ImportState = "reading" | "ready" | "checking" | "checked" | "importing" | "done" | "failed";

export interface FoundColumn {
  readonly header: string;
  readonly samples: readonly string[];
  /** The field that it was taken for; "" for none. */
  readonly field: string;
  readonly is_remembered: boolean;
}

export interface Problem {
  readonly line: number;
  readonly reason: string;
  readonly remedy: string;
}

export interface FoundList {
  readonly kind: "attendees";
  readonly columns: readonly FoundColumn[];
  readonly fields: readonly string[];
  readonly sheet: string;
  readonly problems: readonly Problem[];
}

export interface FoundSchedule {
  readonly kind: "schedule";
  readonly rooms: number;
  readonly sessions: number;
  readonly problems: readonly Problem[];
}

export const SORTS = ["refused", "added", "changed", "kept", "missing", "come"] as const;
export type Sort = (typeof SORTS)[number];

export interface Line {
  readonly line: number;
  readonly name: string;
  readonly source_id: string;
  readonly field: string;
  readonly on_list: string;
  readonly in_file: string;
  readonly reason: string;
  readonly remedy: string;
}

export interface Result {
  /** Less than half of the people of earlier lists are in the file. */
  readonly has_few: boolean;
  readonly lines: Readonly<Record<Sort, readonly Line[]>>;
  readonly totals: Readonly<Record<Sort, number>>;
}

export interface Choices {
  readonly file_wins: boolean;
  readonly cancel_missing: boolean;
}

export interface Told {
  readonly id: string;
  readonly name: string;
  readonly state: ImportState;
  readonly found: FoundList | FoundSchedule | null;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly result: Result | null;
  readonly choices: Choices;
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string } | null;
}

const BUSY: ReadonlySet<ImportState> = new Set(["reading", "checking", "importing"]);

export function isBusy(told: Told): boolean {
  return BUSY.has(told.state);
}

/** Which field each column is taken for, by the column's place. */
export type Taken = readonly string[];

export function takenAtFirst(found: FoundList): Taken {
  return found.columns.map(({ field }) => field);
}

/** Takes a column for a field; the column that was taken for it before is for none then. */
export function takeColumn(taken: Taken, place: number, field: string): Taken {
  return taken.map((known, at) => (at === place ? field : known === field ? "" : known));
}

/** Headers by field, as the server wants them. */
export function columnsOf(found: FoundList, taken: Taken): Readonly<Record<string, string>> {
  return Object.fromEntries(taken.flatMap((field, place) => (field === "" ? [] : [[field, found.columns[place]?.header ?? ""]])));
}

/** Of two columns with one header only the first can be read. */
export function isSecond(found: FoundList, place: number): boolean {
  const { header } = found.columns[place] ?? { header: "" };
  return header === "" || found.columns.findIndex((column) => column.header === header) !== place;
}

const NAMES = ["full_name", "given_name", "family_name"];

export function namesPeople(taken: Taken): boolean {
  return taken.some((field) => NAMES.includes(field));
}
