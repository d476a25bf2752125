// Asks for a sign of life before the screen is given to the next attendee, and what was typed with it.
import type { KioskTexts } from "../catalogues";
import { useSecondsTo } from "./seconds";

export interface StillThereProps {
  readonly texts: KioskTexts;
  /** When the screen goes, monotonic ms. */
  readonly until: number;
  /** How long before that the question stands, ms: whole seconds. */
  readonly warning: number;
  readonly onTouch: () => void;
}

/** Nothing until it is time to ask. Any touch and key answers; the button is for whoever looks for one. */
export function StillThere({ texts, until, warning, onTouch }: StillThereProps) {
  const seconds = useSecondsTo(until);
  if (seconds * 1000 > warning) return null;
  return (
    <div class="still-there" role="alertdialog" aria-labelledby="still-there" lang={texts.language} dir={texts.direction}>
      <p id="still-there">{texts.t("task.still_there")}</p>
      <p role="timer" aria-live="off">{texts.t("result.back", { seconds })}</p>
      <button type="button" class="choice" onClick={onTouch}>
        {texts.t("task.more_time")}
      </button>
    </div>
  );
}
