/** What became of a check-in: a welcome, or why not and what to do next. */
import { Icon, type IconName } from "@client/icons";
import { isReason, type ScanAnswer } from "@client/scans";
import { type ComponentChildren } from "preact";
import { known, t } from "../texts";
import { time } from "../times";
import { type Counter } from "./counter";
import { isCard, type Outcome } from "./desk-machine";
import { PickupWords } from "./pickup";

interface OutcomeProps {
  readonly counter: Counter;
  readonly outcome: Outcome;
  readonly timeZone: string;
  readonly onNext: () => void;
}

export function OutcomeBanner({ counter, outcome, timeZone, onNext }: OutcomeProps) {
  if (outcome.kind === "sending") {
    const isStuck = counter.delivery.isStuck.value;
    return (
      <Banner tone="calm" icon={isStuck ? "unreachable" : "scan"} title={isStuck ? t("door.stuck") : t("door.asking")}>
        {isStuck && <p>{t("desk.stuck_next")}</p>}
      </Banner>
    );
  }
  if (outcome.kind === "declined") {
    return <Banner tone="look" icon="look" title={outcome.trouble.what}><p>{outcome.trouble.remedy}</p></Banner>;
  }
  if (outcome.answer.outcome === "refused") return <Refused answer={outcome.answer} timeZone={timeZone} />;
  return <Admitted counter={counter} answer={outcome.answer} onNext={onNext} />;
}

interface AdmittedProps {
  readonly counter: Counter;
  readonly answer: ScanAnswer;
  readonly onNext: () => void;
}

function Admitted({ counter, answer, onNext }: AdmittedProps) {
  const name = answer.attendee?.greeting ?? "";
  const title = answer.direction === "out" ? t("desk.goodbye", { name }) : t(answer.again ? "desk.again" : "desk.welcome", { name });
  return (
    <Banner tone="go" icon="check" title={title}>
      <BadgeLine counter={counter} answer={answer} />
      {answer.pickup !== null && <p class="outcome-pickup"><Icon name="badge" /> <PickupWords pickup={{ ...answer.pickup, state: "ready" }} /></p>}
      {answer.rehearsal && <p>{t("door.rehearsal")}</p>}
      {answer.warnings.map((warning) => <p key={warning}>{known(`door.warning.${warning}`, "door.warning.other", { warning })}</p>)}
      <button type="button" class="button" onClick={onNext}>{t("door.next")} <kbd class="key" aria-hidden="true">{t("desk.key.enter")}</kbd></button>
    </Banner>
  );
}

/** How far the badge is, as the card says by now. */
function BadgeLine({ counter, answer }: { readonly counter: Counter; readonly answer: ScanAnswer }) {
  if (answer.badge === null) return null;
  const { card } = counter.desk.value;
  const { job_id } = answer.badge;
  const badge = (isCard(card) ? card.badges.find((one) => one.job_id === job_id) : undefined) ?? answer.badge;
  return (
    <p class="outcome-badge">
      <Icon name="badge" /> <span>{t(`desk.badge.${badge.state}`)}{badge.printer !== null && <> · <bdi dir="auto">{badge.printer.name}</bdi></>}</span>
    </p>
  );
}

function Refused({ answer, timeZone }: { readonly answer: ScanAnswer; readonly timeZone: string }) {
  const reason = isReason(answer.reason) ? answer.reason : "other";
  const { first } = answer;
  return (
    <Banner tone="look" icon="look" title={t(`reason.${reason}.title`)}>
      {first !== null && <p>{t("door.first", { time: time(first.at, timeZone), place: first.place, station: first.station })}</p>}
      <p class="outcome-next">{answer.hint === null ? t(`desk.next.${reason}`) : t(`door.hint.${answer.hint}`)}</p>
      {answer.short_code !== null && <p class="short-code"><span class="for-readers">{t("door.code")} </span>{answer.short_code}</p>}
    </Banner>
  );
}

interface BannerProps {
  readonly tone: "go" | "look" | "calm";
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}

function Banner({ tone, icon, title, children }: BannerProps) {
  return (
    <div class={`outcome is-${tone}`} role="alert">
      <Icon name={icon} size="3rem" />
      <div class="outcome-text">
        <h2 class="outcome-title" dir="auto">{title}</h2>
        {children}
      </div>
    </div>
  );
}
