import { Icon } from "@client/icons";
import { timeOfDay } from "@client/moments";
import type { Pickup, ScanAnswer } from "@client/scans";
import { badgeStage, type BadgeStage } from "../badge_progress";
import type { KioskTexts } from "../catalogues";
import { FitText } from "../fit_text";
import type { Screen } from "../model";
import { Result, WayBack } from "./result";

export interface AdmittedProps {
  readonly texts: KioskTexts;
  readonly screen: Extract<Screen, { kind: "admitted" }>;
  readonly timeZone: string;
  /** The id of the printer beside the kiosk. */
  readonly printerHere: string | null;
  /** It goes when its reader says so. */
  readonly isHeld: boolean;
  readonly onDismiss: () => void;
}

export function Admitted({ texts, screen, timeZone, printerHere, isHeld, onDismiss }: AdmittedProps) {
  const { answer, badge } = screen;
  const stage = badgeStage(badge, printerHere);
  const greeting = answer.attendee?.greeting ?? "";
  const words = answer.direction === "out" ? goodbyeWords(texts, greeting) : welcomeWords(texts, greeting, answer.again);
  const { pickup } = answer;
  const foot = (
    <>
      {pickup === null && stage !== "none" && <BadgeLine texts={texts} stage={stage} printer={badge?.printer?.name ?? null} />}
      {isHeld && <WayBack texts={texts} onDismiss={onDismiss} />}
    </>
  );
  return (
    <Result meaning="go" icon="check_circle" texts={texts} title={pickup === null ? undefined : words} foot={foot}>
      {pickup === null ? (
        <FitText text={greeting} largest={200} class="result-huge">
          <h1>{words}</h1>
        </FitText>
      ) : (
        <PickupPlace texts={texts} pickup={pickup} />
      )}
      {answer.gets.length > 0 && <p class="result-line">{texts.parts("admitted.gets", { things: listed(answer.gets, texts.language) })}</p>}
      <WhereNext texts={texts} answer={answer} timeZone={timeZone} />
    </Result>
  );
}

const SOON_MIN = 60; // within the hour people reckon in minutes

/** The session that they go to, or the one that is going on behind this door. */
function WhereNext({ texts, answer: { at, next, session }, timeZone }: { texts: KioskTexts; answer: ScanAnswer; timeZone: string }) {
  if (next !== null) {
    const minutes = Math.ceil((Date.parse(next.starts_at) - Date.parse(at)) / 60_000);
    const words = { title: <bdi dir="auto">{next.title}</bdi>, place: <bdi dir="auto">{next.place}</bdi> };
    const line = minutes <= SOON_MIN ? texts.parts("admitted.next_soon", { ...words, minutes }) : texts.parts("admitted.next_at", { ...words, time: timeOfDay(next.starts_at, texts.language, timeZone) });
    return <p class="result-line">{line}</p>;
  }
  if (session === null) return null;
  const words = { title: <bdi dir="auto">{session.title}</bdi>, time: timeOfDay(session.ends_at, texts.language, timeZone) };
  return <p class="result-line">{texts.parts("admitted.session", words)}</p>;
}

/** In the order and with the words of the screen's language, whatever direction each thing is written in. */
function listed(things: readonly string[], language: string) {
  const parts = new Intl.ListFormat(language, { type: "conjunction" }).formatToParts(things);
  return <>{parts.map(({ type, value }) => (type === "element" ? <bdi dir="auto">{value}</bdi> : value))}</>;
}

/** Without a name where none is known. */
export function welcomeWords(texts: KioskTexts, greeting: string, again: boolean) {
  if (greeting === "") return texts.t(again ? "admitted.again_nameless" : "admitted.welcome_nameless");
  const name = <bdi dir="auto">{greeting}</bdi>;
  return texts.parts(again ? "admitted.again" : "admitted.welcome", { name });
}

function goodbyeWords(texts: KioskTexts, greeting: string) {
  return greeting === "" ? texts.t("door.goodbye_nameless") : texts.parts("door.goodbye", { name: <bdi dir="auto">{greeting}</bdi> });
}

/** The badge lies in a box already: where, so large that whoever hands it out reads it from behind the table. */
export function PickupPlace({ texts, pickup: { box, number } }: { texts: KioskTexts; pickup: Pickup }) {
  return (
    <div class="badge-line badge-take badge-place">
      <FitText text={`${box} ${number}`} largest={160} class="badge-words">
        <p>{texts.parts("badge.pickup", { boxed: box === "" ? "no" : "yes", box: <bdi dir="auto">{box}</bdi>, number: <bdi dir="ltr">{number}</bdi> })}</p>
      </FitText>
    </div>
  );
}

const STEPS = ["queued", "printing", "take"] as const;

/** Where the badge really is: the steps it went through, no percentages. */
export function BadgeLine({ texts, stage, printer }: { texts: KioskTexts; stage: Exclude<BadgeStage, "none">; printer: string | null }) {
  const values = { known: printer === null ? "no" : "yes", printer: <bdi dir="auto">{printer}</bdi> };
  return (
    <div class={`badge-line badge-${stage}`}>
      <p class="badge-words">
        <Icon name={stage === "desk" ? "desk" : stage === "take" ? "badge" : "printer"} size="1.2em" />
        <span>{texts.parts(`badge.${stage}`, values)}</span>
      </p>
      {stage !== "desk" && stage !== "elsewhere" && <BadgeSteps texts={texts} stage={stage} />}
    </div>
  );
}

function BadgeSteps({ texts, stage }: { texts: KioskTexts; stage: (typeof STEPS)[number] }) {
  const reached = STEPS.indexOf(stage);
  return (
    <ol class="badge-steps" aria-label={texts.t("badge.steps")}>
      {STEPS.map((one, index) => (
        <li key={one} class={index <= reached ? "reached" : ""} aria-current={index === reached ? "step" : undefined}>
          {texts.t(`badge.step.${one}`)}
        </li>
      ))}
    </ol>
  );
}
