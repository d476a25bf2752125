/** The badges that came out last: one that came out badly is printed again here. */
import { t } from "../texts";
import { time } from "../times";
import { Act } from "./act";
import { nameOf, reprint, type Tender, timeZoneOf } from "./tender";

export function CameOut({ tender }: { readonly tender: Tender }) {
  const printed = tender.live.jobs.value?.data.printed ?? [];
  if (printed.length === 0) return null;
  return (
    <details class="tend-section">
      <summary><h2>{t("tend.came_out")}</h2></summary>
      <ul class="tend-printed">
        {printed.map((job) => (
          <li key={job.id} class="tend-job">
            <div class="tend-what">
              <p class="tend-whose"><bdi dir="auto">{nameOf(job)}</bdi></p>
              <p class="tend-why soft">{time(job.changed_at, timeZoneOf(tender))} · <bdi dir="auto">{job.printer.name}</bdi></p>
            </div>
            {job.attendee !== null && <Act text={t("tend.reprint")} of={job.attendee.name} onClick={() => void reprint(tender, job)} />}
          </li>
        ))}
      </ul>
    </details>
  );
}
