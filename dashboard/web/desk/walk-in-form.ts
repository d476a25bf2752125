/** What the organiser asks a walk-in for, and what of it is still missing. Pure. */
import { type Field, type Fields } from "./fields";

export interface Consent {
  readonly id: string;
  readonly is_needed: boolean;
  /** What they agree to, by language. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface WalkInForm {
  readonly fields: readonly { readonly id: Exclude<Field, "full_name">; readonly is_needed: boolean }[];
  readonly consents: readonly Consent[];
}

/** What is asked until the server has said. */
export const USUAL: WalkInForm = {
  fields: (["given_name", "company", "email", "category"] as const).map((id) => ({ id, is_needed: false })),
  consents: [],
};

export function namesOf({ fields }: WalkInForm): readonly Field[] {
  return ["full_name", ...fields.map(({ id }) => id)];
}

/** The needed fields that are empty; the name always is needed. */
export function missingFields(form: WalkInForm, fields: Fields): readonly Field[] {
  const needed: readonly Field[] = ["full_name", ...form.fields.filter(({ is_needed }) => is_needed).map(({ id }) => id)];
  return needed.filter((name) => fields[name].trim() === "");
}

/** The needed consents that were not given. */
export function missingConsents({ consents }: WalkInForm, given: ReadonlySet<string>): readonly string[] {
  return consents.filter(({ id, is_needed }) => is_needed && !given.has(id)).map(({ id }) => id);
}

/** A consent's text in a language, else in the first one that it has; and which that is. */
export function wordsOf({ texts }: Consent, language: string): { readonly language: string; readonly text: string } {
  const spoken = texts[language] === undefined ? (Object.keys(texts)[0] ?? language) : language;
  return { language: spoken, text: texts[spoken] ?? "" };
}
