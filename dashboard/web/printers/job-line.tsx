/** One badge: whose, how far, why it stands still, and what somebody may say about it. */
import { type ListedJob } from "@client/snapshots";
import { agoText } from "../parts/session-line";
import { known, t } from "../texts";
import { type Asked } from "./dialogs";
import { nameOf, sayCameOut, type Tender } from "./tender";

interface JobLineProps {
  readonly tender: Tender;
  readonly job: ListedJob;
  readonly onAsk: (asked: Asked) => void;
}

export function JobLine({ tender, job, onAsk }: JobLineProps) {
  const name = nameOf(job);
  const state = known(`tend.job.${job.state}`, "tend.job.other", { state: job.state });
  return (
    <li class="tend-job">
      <p class="tend-whose"><bdi dir="auto">{name}</bdi>{job.copy > 1 && <span class="soft"> · {t("tend.copy", { copy: job.copy })}</span>}</p>
      <p class="tend-why">
        {state}{job.reason !== "" && <span dir="auto">: {job.reason}</span>} <span class="soft">· {agoText(job.changed_at, tender.topics.now.value)}{job.in_advance && ` · ${t("tend.why.in_advance")}`}</span>
      </p>
      <div class="tend-actions">
        {job.state === "unknown" && <button type="button" class="button" aria-label={t("tend.yes_name", { name })} onClick={() => void sayCameOut(tender, job, true)}>{t("tend.yes")}</button>}
        {job.state === "unknown" && <button type="button" class="button" aria-label={t("tend.no_name", { name })} onClick={() => void sayCameOut(tender, job, false)}>{t("tend.no")}</button>}
        {job.state === "failed" && <button type="button" class="button" aria-label={t("tend.retry_name", { name })} onClick={() => void sayCameOut(tender, job, false)}>{t("tend.retry")}</button>}
        {mayBeCalledOff(job) && <button type="button" class="button is-quiet" aria-label={t("tend.void_name", { name })} onClick={() => onAsk({ kind: "void", job })}>{t("tend.void")}</button>}
      </div>
    </li>
  );
}

function mayBeCalledOff({ state }: ListedJob): boolean {
  return state === "queued" || state === "unknown" || state === "failed";
}
