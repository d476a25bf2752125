// Which words a refusal gets: what happened, and the next step.
import { commaOf, isolated } from "@client/locales";
import { moment } from "@client/moments";
import { isReason, type Reason, type ScanAnswer } from "@client/scans";
import type { StationEvent } from "@client/snapshots";
import type { Value } from "@client/texts";
import type { KioskTexts } from "./catalogues";

export interface RefusalWords {
  readonly title: string;
  readonly next: string;
}

/** `now` is server time in ms; times are written on the event's clock. */
export function refusalWords(answer: ScanAnswer, texts: KioskTexts, event: StationEvent, now: number): RefusalWords {
  const subject = refusalSubject(answer);
  const values = refusalValues(answer, texts.language, event, now);
  const next = organisersStep(subject, texts.language, event) ?? texts.t(`${subject}.next`, values);
  return { title: texts.t(`${subject}.title`, values), next };
}

/** A hint has none: the organiser words reasons. */
function organisersStep(subject: Subject, language: string, { refusal_steps }: StationEvent): string | undefined {
  return refusal_steps[subject.replace(/^refused\./, "")]?.[language];
}

// Template types: a reason or hint without its words in the catalogue does not compile.
type Subject = `refused.${Reason | "other"}` | `hint.${NonNullable<ScanAnswer["hint"]>}`;

function refusalSubject(answer: ScanAnswer): Subject {
  // The hint says more about a code that nobody knows than "not on the list".
  if (answer.reason === "unknown_ticket" && answer.hint !== null) return `hint.${answer.hint}`;
  return `refused.${isReason(answer.reason) ? answer.reason : "other"}`;
}

function refusalValues({ first }: ScanAnswer, language: string, event: StationEvent, now: number): Record<string, Value> {
  const places = first === null ? [] : [...new Set([first.station, first.place])].filter(Boolean);
  return {
    event: isolated(event.name),
    known: first === null ? "no" : "yes",
    time: first === null ? "" : moment(first.at, now, language, event.time_zone),
    place: places.map(isolated).join(`${commaOf(language)} `),
  };
}
