/** One printer: how it is, what is in it, what can be done, whose badges wait. */
import { timeSince } from "@client/countdown";
import { Icon, type IconName } from "@client/icons";
import { type ListedJob, type PrinterCard } from "@client/snapshots";
import { spanText, t } from "../texts";
import { Act } from "./act";
import { type Asked } from "./dialogs";
import { JobLine } from "./job-line";
import { type Mood, moodOf, standIns, stateText } from "./standing";
import { pause, resume, type Tender, test, timeZoneOf } from "./tender";

interface PrinterCardItemProps {
  readonly tender: Tender;
  readonly printer: PrinterCard;
  readonly onAsk: (asked: Asked) => void;
}

const ICONS: Record<Mood, IconName> = { stop: "stop", look: "look", calm: "minus", go: "check" };

export function PrinterCardItem({ tender, printer, onAsk }: PrinterCardItemProps) {
  const now = tender.topics.now.value;
  const mood = moodOf(printer, now);
  const jobs = tender.live.jobs.value?.data;
  const isHere = (job: ListedJob): boolean => job.printer.id === printer.id;
  const inDoubt = (jobs?.in_doubt ?? []).filter(isHere);
  const waiting = (jobs?.waiting ?? []).filter(isHere);
  return (
    <li class={`tend-card is-${mood}`} aria-label={printer.name}>
      <h2 class="tend-name"><bdi dir="auto">{printer.name}</bdi></h2>
      <p class="tend-state">
        <Icon name={ICONS[mood]} />
        <span dir="auto">{printer.is_paused && `${t("tend.is_paused")} · `}{stateText(printer, now, timeZoneOf(tender))}</span>
      </p>
      <Numbers printer={printer} now={now} />
      <Actions tender={tender} printer={printer} onAsk={onAsk} />
      {inDoubt.length > 0 && (
        <section class="tend-jobs" aria-label={t("tend.in_doubt")}>
          <h3>{t("tend.in_doubt")}</h3>
          <ul>{inDoubt.map((job) => <JobLine key={job.id} tender={tender} job={job} onAsk={onAsk} />)}</ul>
        </section>
      )}
      {waiting.length > 0 && (
        <details class="tend-jobs">
          <summary>{t("tend.waiting_list", { waiting: printer.waiting })}</summary>
          <ol>{waiting.map((job) => <JobLine key={job.id} tender={tender} job={job} onAsk={onAsk} />)}</ol>
        </details>
      )}
    </li>
  );
}

function Numbers({ printer, now }: { readonly printer: PrinterCard; readonly now: number }) {
  const { labels_left, waiting, oldest_at } = printer;
  return (
    <dl class="tend-numbers">
      <div><dt>{t("tend.labels")}</dt><dd>{labels_left === null ? t("tend.labels_unknown") : labels_left}</dd></div>
      <div><dt>{t("tend.waiting")}</dt><dd>{waiting}</dd></div>
      <div><dt>{t("tend.oldest")}</dt><dd>{oldest_at === null ? "–" : spanText(timeSince(Date.parse(oldest_at), now))}</dd></div>
    </dl>
  );
}

function Actions({ tender, printer, onAsk }: PrinterCardItemProps) {
  const printers = tender.live.printers.value?.data.printers ?? [];
  const mayMove = printer.waiting > 0 && standIns(printer, printers, tender.topics.now.value).length > 0;
  const { name } = printer;
  return (
    <div class="tend-actions">
      {printer.is_paused
        ? <Act text={t("tend.resume")} of={name} look="is-primary" onClick={() => void resume(tender, printer)} />
        : <Act text={t("tend.pause")} of={name} onClick={() => void pause(tender, printer)} />}
      <Act text={t("tend.test")} of={name} onClick={() => void test(tender, printer)} />
      <Act text={t("tend.load")} of={name} onClick={() => onAsk({ kind: "load", printer })} />
      {mayMove && <Act text={t("tend.move")} of={name} onClick={() => onAsk({ kind: "move", printer })} />}
    </div>
  );
}
