// Let in, and asked whether what will stand on the badge is right. It prints by itself, unless time is unlimited.
import { Icon } from "@client/icons";
import { useEffect } from "preact/hooks";
import type { KioskTexts } from "../catalogues";
import { FitText } from "../fit_text";
import type { Screen } from "../model";
import type { Words } from "../tasks/correction";
import { welcomeWords } from "./admitted";
import { useSecondsTo } from "./seconds";

export interface BadgeCheckProps {
  readonly texts: KioskTexts;
  readonly screen: Extract<Screen, { kind: "admitted" }>;
  readonly fields: Words;
  /** It goes when its reader says so. */
  readonly isHeld: boolean;
  readonly onRight: () => void;
  readonly onWrong: () => void;
  readonly onLook: () => void;
}

export function BadgeCheck({ texts, screen, fields, isHeld, onRight, onWrong, onLook }: BadgeCheckProps) {
  const { attendee, again } = screen.answer;
  useKeptWaiting(isHeld, onLook);
  const written = Object.entries(fields).filter(([, text]) => text !== "");
  return (
    <section class="result result-go" lang={texts.language} dir={texts.direction} role="alert">
      <header class="result-head badge-check-head">
        <Icon name="badge" size="var(--result-icon)" stroke={2} />
        <div>
          <h1>{welcomeWords(texts, attendee?.greeting ?? "", again)}</h1>
          <p>{texts.t("badge_check.title")}</p>
        </div>
      </header>
      <div class="badge-check-card">
        <FitText text={JSON.stringify(written)} largest={160}>
          {written.map(([field, text]) => (
            <p key={field} class={`badge-check-${field}`}>
              <bdi dir="auto">{text}</bdi>
            </p>
          ))}
        </FitText>
      </div>
      <footer class="result-foot badge-check-foot">
        {!isHeld && <Countdown texts={texts} until={screen.until} />}
        <div class="result-choices">
          <button type="button" class="choice" onClick={onWrong}>
            {texts.t("badge_check.correct")}
          </button>
          <button type="button" class="choice badge-check-print" onClick={onRight}>
            {texts.t("badge_check.print")}
          </button>
        </div>
      </footer>
    </section>
  );
}

function Countdown({ texts, until }: { texts: KioskTexts; until: number }) {
  const seconds = useSecondsTo(until);
  // Read out every second it would drown the question.
  return <span role="timer" aria-live="off">{texts.t("badge_check.by_itself", { seconds })}</span>;
}

const WORD_EVERY_MS = 20_000;

/** Says again and again that somebody is at it: else the server lets the badge print. */
export function useKeptWaiting(isAtIt: boolean, onLook: () => void): void {
  useEffect(() => {
    if (!isAtIt) return undefined;
    onLook();
    const timer = setInterval(onLook, WORD_EVERY_MS);
    return () => clearInterval(timer);
  }, [isAtIt]);
}
