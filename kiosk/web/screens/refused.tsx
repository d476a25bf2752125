import type { StationEvent } from "@client/snapshots";
import type { KioskTexts } from "../catalogues";
import type { Screen } from "../model";
import { refusalWords } from "../refusal";
import { Matter } from "./result";

export interface RefusedProps {
  readonly texts: KioskTexts;
  readonly screen: Extract<Screen, { kind: "refused" }>;
  readonly event: StationEvent | null;
  /** Server time, ms. */
  readonly now: number;
  /** It goes when its reader says so, and counts nothing down. */
  readonly isHeld: boolean;
  readonly onDismiss: () => void;
}

const NO_EVENT: StationEvent = { name: "", opened: true, time_zone: "UTC", accent: "", logo: null, refusal_steps: {} };

export function Refused({ texts, screen, event, now, isHeld, onDismiss }: RefusedProps) {
  const { answer, until } = screen;
  const { title, next } = refusalWords(answer, texts, event ?? NO_EVENT, now);
  return <Matter texts={texts} title={title} next={next} shortCode={answer.short_code} until={isHeld ? undefined : until} onDismiss={onDismiss} />;
}
