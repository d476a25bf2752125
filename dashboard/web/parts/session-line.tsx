/** What goes on in a room, and what comes next and when. */
import { timeSince, timeUntil } from "@client/countdown";
import { type SessionCard } from "@client/snapshots";
import { spanText, t } from "../texts";
import { dayAndTime, time } from "../times";

export function CurrentSession({ session, timeZone }: { readonly session: SessionCard; readonly timeZone: string }) {
  return (
    <p class="session is-current">
      <span class="session-when">{t("rooms.now")}</span>
      <bdi dir="auto" class="session-title" title={session.title}>{session.title}</bdi>
      <span class="session-left">{t("rooms.until", { time: time(session.ends_at, timeZone) })}</span>
    </p>
  );
}

export function NextSession({ session, now, timeZone }: { readonly session: SessionCard; readonly now: number; readonly timeZone: string }) {
  return (
    <p class="session">
      <time class="session-when" dateTime={session.starts_at}>{dayAndTime(session.starts_at, now, timeZone)}</time>
      <bdi dir="auto" class="session-title" title={session.title}>{session.title}</bdi>
      <span class="session-left">{countdownText(session.starts_at, now)}</span>
    </p>
  );
}

/** "in 12 min", or "now" once it has come. */
export function countdownText(at: string, now: number): string {
  const left = timeUntil(Date.parse(at), now);
  return left === null ? t("span.now") : t("span.in", { span: spanText(left) });
}

export function agoText(at: string | number, now: number): string {
  const moment = typeof at === "number" ? at : Date.parse(at);
  return t("span.ago", { span: spanText(timeSince(moment, now)) });
}
