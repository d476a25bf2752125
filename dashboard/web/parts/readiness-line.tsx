/** Whether a room is ready for its next session: an icon and a sentence. */
import { timeSince, timeUntil } from "@client/countdown";
import { Icon, type IconName } from "@client/icons";
import { type Readiness } from "@client/snapshots";
import { parts, spanText, t } from "../texts";
import { time } from "../times";

interface ReadinessLineProps {
  readonly readiness: Readiness;
  readonly now: number;
  readonly timeZone: string;
}

export function ReadinessLine(props: ReadinessLineProps) {
  const { tone, icon } = lookOf(props.readiness, props.now);
  return (
    <p class={`readiness is-${tone}`}>
      <Icon name={icon} />
      <span>{sentence(props)}</span>
    </p>
  );
}

function lookOf(readiness: Readiness, now: number): { readonly tone: string; readonly icon: IconName } {
  if (readiness.state === "ready") return { tone: "ready", icon: "check_circle" };
  if (readiness.state === "no_session") return { tone: "off", icon: "minus" };
  const isLate = readiness.due_at !== null && Date.parse(readiness.due_at) < now;
  return isLate ? { tone: "late", icon: "look" } : { tone: "open", icon: "clock" };
}

function sentence({ readiness, now, timeZone }: ReadinessLineProps) {
  const { state, done, total, due_at, signed_off } = readiness;
  if (state === "no_session") return t("rooms.no_session");
  if (state === "ready") {
    if (signed_off === null) return t("rooms.ready");
    return parts("rooms.ready_by", { name: <bdi dir="auto">{signed_off.by}</bdi>, time: time(signed_off.at, timeZone) });
  }
  if (due_at === null) return t("rooms.progress", { done, total });
  const left = timeUntil(Date.parse(due_at), now);
  if (left === null) return t("rooms.late", { span: spanText(timeSince(Date.parse(due_at), now)), done, total });
  if (state === "not_started") return t("rooms.not_started", { span: spanText(left) });
  return t("rooms.progress_due", { done, total, span: spanText(left) });
}
