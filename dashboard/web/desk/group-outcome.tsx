/** What became of one of a group: in, with where the badge is; or why not, and what to do next. */
import { Icon } from "@client/icons";
import { isReason } from "@client/scans";
import { type BadgeJob } from "@client/snapshots";
import { t } from "../texts";
import { time } from "../times";
import { type GroupResult } from "./group";
import { PickupWords } from "./pickup";

interface GroupOutcomeProps {
  readonly result: GroupResult;
  /** Their newest badge, as far as it is by now. */
  readonly badge: BadgeJob | null;
  readonly timeZone: string;
}

export function GroupOutcome({ result: { scan, problem }, badge, timeZone }: GroupOutcomeProps) {
  if (scan === null) return <span class="standing-one is-look"><Icon name="look" /> <span>{problem?.message} {problem?.remedy}</span></span>;
  if (scan.outcome === "refused") {
    const reason = isReason(scan.reason) ? scan.reason : "other";
    return (
      <span class="standing-one is-look">
        <Icon name="look" />
        <span>
          {t(`reason.${reason}.title`)} {scan.first !== null && t("door.first", { time: time(scan.first.at, timeZone), place: scan.first.place, station: scan.first.station })} {t(`desk.next.${reason}`)}
        </span>
      </span>
    );
  }
  return (
    <span class="standing-one is-go">
      <Icon name="check_circle" />
      <span>
        {t("group.in")}
        {scan.pickup !== null && <> · <strong><PickupWords pickup={{ ...scan.pickup, state: "ready" }} /></strong></>}
        {scan.badge !== null && <> · {t(`desk.badge.${badge?.id === scan.badge.job_id ? badge.state : scan.badge.state}`)}</>}
      </span>
    </span>
  );
}
