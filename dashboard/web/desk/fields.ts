/** What the desk may write of a person, and two desks writing at the same time. Pure. */
import { type CardPerson } from "@client/people";

export const FIELDS = ["full_name", "given_name", "company", "email", "category", "pronouns", "language"] as const;

export type Field = (typeof FIELDS)[number];
export type Fields = Readonly<Record<Field, string>>;

export const NO_FIELDS: Fields = { full_name: "", given_name: "", company: "", email: "", category: "visitor", pronouns: "", language: "" };

export function fieldsOf(person: CardPerson): Fields {
  return {
    full_name: person.name,
    given_name: person.given_name,
    company: person.company,
    email: person.email,
    category: person.category.id,
    pronouns: person.pronouns,
    language: person.language,
  };
}

/** The fields of `mine` that differ from `base`. */
export function changed(base: Fields, mine: Fields): Partial<Fields> {
  return Object.fromEntries(FIELDS.filter((field) => mine[field].trim() !== base[field]).map((field) => [field, mine[field].trim()]));
}

export interface Merged {
  /** What stands in the form now: theirs where only they wrote, mine where I did. */
  readonly fields: Fields;
  /** What the other desk wrote, in the fields that both of us did. */
  readonly theirs: Partial<Fields>;
  /** The fields that the other desk changed at all. */
  readonly changed: readonly Field[];
}

/** Brings what I typed together with what another desk saved meanwhile; both began from `base`. */
export function merge(base: Fields, mine: Fields, theirs: Fields): Merged {
  const written = FIELDS.filter((field) => theirs[field] !== base[field]);
  const isBoth = (field: Field): boolean => mine[field].trim() !== base[field] && mine[field].trim() !== theirs[field];
  const both = written.filter(isBoth);
  const taken = written.filter((field) => !both.includes(field));
  return {
    fields: { ...mine, ...pick(theirs, taken) },
    theirs: pick(theirs, both),
    changed: written,
  };
}

/** Minor units (cents) are two digits at most; null for what is no amount. A comma is taken for the point. */
export function amountOf(text: string): string | null {
  const match = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (match === null) return null;
  return `${Number(match[1])}.${(match[2] ?? "").padEnd(2, "0")}`;
}

function pick(fields: Fields, names: readonly Field[]): Partial<Fields> {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}
