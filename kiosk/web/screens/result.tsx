// What the answers to a scan share: a whole screen in its meaning's colour, an icon, a matter, a foot.
import { Icon, type IconName } from "@client/icons";
import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { KioskTexts } from "../catalogues";
import { FitText } from "../fit_text";
import { useSecondsTo } from "./seconds";

export type Meaning = "go" | "look" | "calm";

export interface ResultProps {
  readonly meaning: Meaning;
  readonly icon: IconName;
  readonly texts: KioskTexts;
  readonly title?: ComponentChildren;
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Result({ meaning, icon, texts, title, foot, children }: ResultProps) {
  return (
    <section class={`result result-${meaning}`} lang={texts.language} dir={texts.direction} role="alert">
      <header class="result-head">
        <Icon name={icon} size="var(--result-icon)" stroke={2} />
        {title !== undefined && <h1 class="result-title">{title}</h1>}
      </header>
      {children}
      {/* There without a matter too: the way to the accessibility panel stands in its corner. */}
      <footer class="result-foot">{foot}</footer>
    </section>
  );
}

export interface MatterProps {
  readonly texts: KioskTexts;
  readonly title: string;
  /** What to do, the largest words of the screen. */
  readonly next: string;
  readonly shortCode: string | null;
  /** When it goes; without it, its reader says so. */
  readonly until?: number | undefined;
  readonly onDismiss: () => void;
}

/** Why somebody is not let in, and what to do about it. */
export function Matter({ texts, title, next, shortCode, until, onDismiss }: MatterProps) {
  const foot = (
    <>
      <ShortCode texts={texts} code={shortCode} />
      <WayBack texts={texts} until={until} onDismiss={onDismiss} />
    </>
  );
  return (
    <Result meaning="look" icon="look" texts={texts} title={title} foot={foot}>
      <Huge text={next} />
    </Result>
  );
}

/** The words that are to be read from afar. */
export function Huge({ text }: { text: string }) {
  return (
    <FitText text={text} largest={120} class="result-huge">
      <p>{text}</p>
    </FitText>
  );
}

/** What is said aloud at the desk, and seen by staff beside the same scan. */
function ShortCode({ texts, code }: { texts: KioskTexts; code: string | null }) {
  if (code === null) return null;
  return (
    <p class="short-code">
      <span>{texts.t("result.code")}</span>
      <strong dir="ltr">{code}</strong>
    </p>
  );
}

/** What whoever reads a result may do beside going back: call staff, and ask for more time. */
export interface ResultChoices {
  readonly onHelp: () => void;
  readonly onMoreTime: () => void;
}

export const ResultChoices = createContext<ResultChoices | null>(null);

/** Says how long until the start screen comes back, and brings it back at once when pressed. `until` is monotonic ms. */
export function WayBack({ texts, until, onDismiss }: { texts: KioskTexts; until?: number | undefined; onDismiss: () => void }) {
  const choices = useContext(ResultChoices);
  return (
    <div class="way-back">
      {until !== undefined && <Countdown texts={texts} until={until} />}
      <div class="result-choices">
        {until !== undefined && choices !== null && (
          <button type="button" class="choice" onClick={choices.onMoreTime}>
            {texts.t("task.more_time")}
          </button>
        )}
        <button type="button" class="choice" onClick={onDismiss}>
          {texts.t("result.start_again")}
        </button>
        {/* Last, as on the start screen. */}
        {choices !== null && (
          <button type="button" class="choice result-help" onClick={choices.onHelp}>
            <Icon name="help" />
            <span>{texts.t("help.title")}</span>
          </button>
        )}
      </div>
    </div>
  );
}

/** A timer that is read out every second would drown the message. */
function Countdown({ texts, until }: { texts: KioskTexts; until: number }) {
  return <span role="timer" aria-live="off">{texts.t("result.back", { seconds: useSecondsTo(until) })}</span>;
}
