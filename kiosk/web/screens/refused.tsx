import type { StationEvent } from "@client/snapshots";
import type { KioskTexts } from "../catalogues";
import { FitText } from "../fit_text";
import type { Screen } from "../model";
import { refusalWords } from "../refusal";
import { Result, ShortCode, WayBack } from "./result";

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
  const foot = (
    <>
      <ShortCode texts={texts} code={answer.short_code} />
      <WayBack texts={texts} until={isHeld ? undefined : until} onDismiss={onDismiss} />
    </>
  );
  return (
    <Result meaning="look" icon="look" texts={texts} title={title} foot={foot}>
      <FitText text={next} largest={120} class="result-huge">
        <p>{next}</p>
      </FitText>
    </Result>
  );
}
