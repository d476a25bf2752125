/** One badge: whose, how far, why it stands still, and what somebody may say about it. */
import { type ListedJob } from "@client/snapshots";
import { agoText } from "../parts/session-line";
import { known, t } from "../texts";
import { Act } from "./act";
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
      <div class="tend-what">
        <p class="tend-whose"><bdi dir="auto">{name}</bdi>{job.copy > 1 && <span class="soft"> · {t("tend.copy", { copy: job.copy })}</span>}</p>
        <p class="tend-why">
          {state}{job.reason !== "" && <span dir="auto">: {job.reason}</span>} <span class="soft">· {agoText(job.changed_at, tender.topics.now.value)}{job.in_advance && ` · ${t("tend.why.in_advance")}`}</span>
        </p>
      </div>
      <div class="tend-actions">
        {job.state === "unknown" && <Act text={t("tend.yes")} of={name} onClick={() => void sayCameOut(tender, job, true)} />}
        {job.state === "unknown" && <Act text={t("tend.no")} of={name} onClick={() => void sayCameOut(tender, job, false)} />}
        {job.state === "failed" && <Act text={t("tend.retry")} of={name} onClick={() => void sayCameOut(tender, job, false)} />}
        {mayBeCalledOff(job) && <Act text={t("tend.void")} of={name} look="is-quiet" onClick={() => onAsk({ kind: "void", job })} />}
      </div>
    </li>
  );
}

function mayBeCalledOff({ state }: ListedJob): boolean {
  return state === "queued" || state === "unknown" || state === "failed";
}
