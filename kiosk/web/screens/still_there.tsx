// Asks for a sign of life before the screen is given to the next attendee, and what was typed with it.
import { useEffect, useState } from "preact/hooks";
import type { KioskTexts } from "../catalogues";

export interface StillThereProps {
  readonly texts: KioskTexts;
  /** When the screen goes, monotonic ms. */
  readonly until: number;
  /** How long before that the question stands, ms. */
  readonly warning: number;
  readonly onTouch: () => void;
}

const TICK_MS = 250;

/** Nothing until it is time to ask. Any touch and key answers; the button is for whoever looks for one. */
export function StillThere({ texts, until, warning, onTouch }: StillThereProps) {
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const left = until - now;
  if (left > warning) return null;
  return (
    <div class="still-there" role="alertdialog" aria-labelledby="still-there" lang={texts.language} dir={texts.direction}>
      <p id="still-there">{texts.t("task.still_there")}</p>
      <p role="timer" aria-live="off">{texts.t("result.back", { seconds: Math.max(0, Math.ceil(left / 1000)) })}</p>
      <button type="button" class="choice" onClick={onTouch}>
        {texts.t("task.more_time")}
      </button>
    </div>
  );
}
