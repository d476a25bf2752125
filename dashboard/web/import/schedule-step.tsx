/** A schedule is small, and imported as it is: rooms and sessions counted, what could not be read told. */
import { t } from "../texts";
import { Problems } from "./problems";
import { type FoundSchedule } from "./told";

export function ScheduleStep({ found, onImport }: { readonly found: FoundSchedule; readonly onImport: () => void }) {
  return (
    <section class="import-step">
      <h2 class="import-heading">{t("import.schedule")}</h2>
      <p>{t("import.schedule_holds", { rooms: found.rooms, sessions: found.sessions })}</p>
      <Problems problems={found.problems} />
      <div class="import-actions">
        <button type="button" class="button is-primary" disabled={found.sessions === 0} onClick={onImport}>{t("import.go")}</button>
      </div>
    </section>
  );
}
