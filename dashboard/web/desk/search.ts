/** Asks while somebody types: after a short rest, and only the newest question's answer counts. */
import { type Answer } from "@client/api";
import { type Person } from "@client/people";

const REST_MS = 80; // between the last key and the question
const RETRY_MS = 2_000;

export type Found =
  | { readonly kind: "found"; readonly text: string; readonly people: readonly Person[] }
  /** The server could not be asked; it is asked again by itself. */
  | { readonly kind: "unasked"; readonly text: string }
  | { readonly kind: "declined"; readonly what: string; readonly remedy: string };

export interface Search {
  /** Ask for what stands in the field now; an empty text asks for nobody and drops what is under way. */
  ask(text: string): void;
}

/** `later` runs something after so many ms and answers how to call it off. */
export function createSearch(
  post: (text: string) => Promise<Answer<{ attendees: readonly Person[] }>>,
  later: (act: () => void, ms: number) => () => void,
  onFound: (found: Found) => void,
): Search {
  let question = 0;
  let callOff = (): void => undefined;

  async function fetch(text: string, mine: number): Promise<void> {
    const answer = await post(text);
    // An answer that was overtaken would put the people of an earlier word under the field.
    if (mine !== question) return;
    if (answer.kind === "ok") return onFound({ kind: "found", text, people: answer.value.attendees });
    if (answer.kind === "refused") return onFound({ kind: "declined", what: answer.error.message, remedy: answer.error.remedy });
    onFound({ kind: "unasked", text });
    callOff = later(() => void fetch(text, mine), RETRY_MS);
  }

  return {
    ask(text) {
      callOff();
      question += 1;
      const mine = question;
      const trimmed = text.trim();
      if (trimmed !== "") callOff = later(() => void fetch(trimmed, mine), REST_MS);
    },
  };
}
