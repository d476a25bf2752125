/** The answer to a scan on the whole screen: green or amber, the name or what to do. */
import { Icon, type IconName } from "@client/icons";
import { isReason, type ScanAnswer } from "@client/scans";
import { type ComponentChildren } from "preact";
import { known, t } from "../texts";
import { time } from "../times";
import { type DoorScreen } from "./door-machine";
import { type DoorParts } from "./door-parts";

interface DoorResultProps {
  readonly screen: Exclude<DoorScreen, { kind: "ready" | "reason" }>;
  readonly isStuck: boolean;
  readonly timeZone: string;
  readonly parts: DoorParts;
}

export function DoorResult({ screen, isStuck, timeZone, parts }: DoorResultProps) {
  const close = () => parts.dispatch({ kind: "close" });
  switch (screen.kind) {
    case "sending":
      return (
        <Sheet tone="calm" icon={isStuck ? "unreachable" : "scan"} title={isStuck ? t("door.stuck") : t("door.asking")} onClose={close} close={t("door.next")}>
          {isStuck && <p class="result-next">{t("door.stuck_next")}</p>}
        </Sheet>
      );
    case "declined":
      return (
        <Sheet tone="look" icon="look" title={screen.message} onClose={close} close={t("door.next")}>
          <p class="result-next">{screen.remedy}</p>
        </Sheet>
      );
    case "answered":
      if (screen.answer.outcome === "admitted") return <Admitted answer={screen.answer} parts={parts} onClose={close} />;
      return <Refused answer={screen.answer} timeZone={timeZone} parts={parts} onClose={close} />;
  }
}

interface AnswerProps {
  readonly answer: ScanAnswer;
  readonly parts: DoorParts;
  readonly onClose: () => void;
}

function Admitted({ answer, parts, onClose }: AnswerProps) {
  return (
    <Sheet
      tone="go"
      icon="check"
      title={t(answer.again ? "door.again" : "door.in")}
      onClose={onClose}
      close={t("door.next")}
      other={<button type="button" class="button is-large" onClick={() => void parts.undo(answer)}><Icon name="undo" /> {t("common.undo")}</button>}
    >
      <Person answer={answer} />
      {answer.rehearsal && <p class="result-next">{t("door.rehearsal")}</p>}
      {answer.warnings.map((warning) => <p key={warning} class="result-next">{known(`door.warning.${warning}`, "door.warning.other", { warning })}</p>)}
    </Sheet>
  );
}

function Refused({ answer, timeZone, parts, onClose }: AnswerProps & { readonly timeZone: string }) {
  const reason = isReason(answer.reason) ? answer.reason : "other";
  const override = (
    <button type="button" class="button is-large" onClick={() => parts.dispatch({ kind: "ask_reason" })}>{t("door.override")}</button>
  );
  return (
    <Sheet tone="look" icon="look" title={t(`reason.${reason}.title`)} onClose={onClose} close={t("door.next")} other={answer.overridable ? override : null}>
      <Person answer={answer} />
      {answer.first !== null && <p class="result-first">{firstText(answer.first, timeZone)}</p>}
      <p class="result-next">{answer.hint === null ? t(`reason.${reason}.next`) : t(`door.hint.${answer.hint}`)}</p>
      {answer.short_code !== null && <p class="short-code"><span class="for-readers">{t("door.code")} </span>{answer.short_code}</p>}
    </Sheet>
  );
}

function firstText(first: NonNullable<ScanAnswer["first"]>, timeZone: string): string {
  return t("door.first", { time: time(first.at, timeZone), place: first.place, station: first.station });
}

function Person({ answer }: { readonly answer: ScanAnswer }) {
  const { attendee } = answer;
  if (attendee === null) return null;
  return (
    <p class="result-person">
      <bdi dir="auto" class="result-name">{attendee.name}</bdi>
      <span class="result-category">{known(`category.${attendee.category}`, "category.other", { category: attendee.category })}</span>
    </p>
  );
}

interface SheetProps {
  readonly tone: "go" | "look" | "calm";
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
  /** The label of the button that makes room for the next person. */
  readonly close: string;
  readonly other?: ComponentChildren;
  readonly onClose: () => void;
}

function Sheet({ tone, icon, title, children, close, other, onClose }: SheetProps) {
  return (
    <section class={`result is-${tone}`} role="alert">
      <div class="result-body">
        <Icon name={icon} size="5rem" />
        <h2 class="result-title">{title}</h2>
        {children}
      </div>
      <div class="result-actions">
        {other}
        <button type="button" class="button is-large" onClick={onClose}>{close}</button>
      </div>
    </section>
  );
}
