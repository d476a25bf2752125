/** The badges that came out last: one that came out badly is printed again here. */
import { Icon } from "@client/icons";
import { t } from "../texts";
import { time } from "../times";
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
            <p class="tend-whose"><bdi dir="auto">{nameOf(job)}</bdi></p>
            <p class="tend-why soft">{time(job.changed_at, timeZoneOf(tender))} · <bdi dir="auto">{job.printer.name}</bdi></p>
            <div class="tend-actions">
              {job.attendee !== null && (
                <button type="button" class="button" aria-label={t("tend.reprint_name", { name: job.attendee.name })} onClick={() => void reprint(tender, job)}>
                  <Icon name="printer" /> {t("tend.reprint")}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
