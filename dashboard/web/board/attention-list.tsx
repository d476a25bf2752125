/** What needs somebody, a line each: what, where, since when. */
import { timeSince, timeUntil } from "@client/countdown";
import { Icon } from "@client/icons";
import { type RoomCard } from "@client/snapshots";
import { Empty } from "../parts/empty";
import { HelpActions, HelpState } from "../parts/help-calls";
import { type HelpDesk } from "../parts/help-desk";
import { Trouble } from "../parts/trouble";
import { agoText } from "../parts/session-line";
import { known, spanText, t } from "../texts";
import { time } from "../times";
import { type Attention } from "./attention";

interface AttentionListProps {
  /** Null while nothing is set up yet that could need somebody. */
  readonly matters: readonly Attention[] | null;
  readonly nextStart: number | null;
  readonly now: number;
  readonly timeZone: string;
  /** Whether who looks may tend printers: then a printer's line leads to their page. */
  readonly mayTend: boolean;
  readonly help: HelpDesk;
  readonly onConflicts: () => void;
}

export function AttentionList({ matters, nextStart, now, timeZone, mayTend, help, onConflicts }: AttentionListProps) {
  return (
    <section class="panel attention" aria-labelledby="attention-title">
      <h2 id="attention-title" class="panel-title">{t("attention.title")}</h2>
      <Trouble trouble={help.trouble.value} />
      {matters === null && <Empty what={t("attention.empty")} />}
      {matters?.length === 0 && <AllWell nextStart={nextStart} now={now} />}
      {matters !== null && matters.length > 0 && (
        <ol class="matters" tabIndex={0} aria-labelledby="attention-title">
          {matters.map((matter) => <MatterLine key={matter.key} matter={matter} now={now} timeZone={timeZone} mayTend={mayTend} help={help} onConflicts={onConflicts} />)}
        </ol>
      )}
    </section>
  );
}

function AllWell({ nextStart, now }: { readonly nextStart: number | null; readonly now: number }) {
  const left = nextStart === null ? null : timeUntil(nextStart, now);
  return (
    <p class="all-well">
      <Icon name="check_circle" />
      <span>
        {t("attention.none")}
        {left !== null && <span class="soft">. {t("attention.none_next", { span: spanText(left) })}</span>}
      </span>
    </p>
  );
}

interface MatterLineProps {
  readonly matter: Attention;
  readonly now: number;
  readonly timeZone: string;
  readonly mayTend: boolean;
  readonly help: HelpDesk;
  readonly onConflicts: () => void;
}

function MatterLine({ matter, now, timeZone, mayTend, help, onConflicts }: MatterLineProps) {
  const name = <bdi dir="auto">{placeOf(matter)}</bdi>;
  return (
    <li class={`matter is-${matter.level}`}>
      <span class="matter-level"><Icon name={matter.level} /><span class="for-readers">{t(`attention.${matter.level}`)}</span></span>
      <div class="matter-what">
        <p class="matter-title">{mayTend && "printer" in matter ? <a href="/printers">{name}</a> : name} <span class="matter-kind">{t(`attention.${matter.kind}`)}</span></p>
        <p class="matter-detail" dir="auto">{"call" in matter ? <HelpState call={matter.call} now={now} /> : detailOf(matter, now)}</p>
      </div>
      {matter.since !== null && (
        <p class="matter-since">
          <span>{t("attention.since", { time: time(matter.since, timeZone) })}</span>
          <span class="soft">{agoText(matter.since, now)}</span>
        </p>
      )}
      {"call" in matter && <HelpActions call={matter.call} help={help} />}
      {"open" in matter && <div class="help-actions"><button type="button" class="button" onClick={onConflicts}>{t("conflict.look")}</button></div>}
    </li>
  );
}

function placeOf(matter: Attention): string {
  if ("room" in matter) return matter.room.name;
  if ("open" in matter) return t("conflict.count", { count: matter.open.length });
  if ("call" in matter) return `${matter.call.station.name}, ${matter.call.place.name}`;
  if ("station" in matter) return matter.station.name;
  return matter.printer.name;
}

function detailOf(matter: Exclude<Attention, { kind: "help_called" }>, now: number): string {
  switch (matter.kind) {
    case "late_room":
      return lateDetail(matter.room, now);
    case "crowded_room":
      return t("attention.crowded_detail", { inside: matter.room.inside, capacity: matter.room.capacity ?? 0 });
    case "silent_station":
      return t("attention.silent_detail");
    case "proofs_failed":
      return t("attention.proofs_detail", { failed: matter.station.failed_proofs });
    case "conflicts":
      return t("attention.conflicts_detail");
    case "two_people":
      return t("attention.two_people_detail");
    case "wrong_clock":
      return t("attention.clock_detail", { span: spanText(timeSince(0, Math.abs(matter.station.skew_ms))) });
    case "printer_fault":
      return matter.printer.message || t("printer.fault");
    case "printer_silent":
      return t("attention.printer_silent_detail", { waiting: matter.printer.waiting });
    case "printer_paused":
      return t("attention.paused_detail", { waiting: matter.printer.waiting });
    case "badges_in_doubt":
      return t("attention.doubt_detail", { unknown: matter.printer.unknown, failed: matter.printer.failed });
    case "labels_low":
      return t("attention.labels_detail", { labels: matter.printer.labels_left ?? 0 });
    case "badges_waiting":
      return t("attention.badges_detail", { waiting: matter.printer.waiting, state: known(`printer.${matter.printer.state}`, "printer.silent") });
  }
}

function lateDetail(room: RoomCard, now: number): string {
  const { done, total } = room.readiness;
  const left = room.next === null ? null : timeUntil(Date.parse(room.next.starts_at), now);
  return left === null ? t("attention.begun", { done, total }) : t("attention.starts", { done, total, span: spanText(left) });
}
