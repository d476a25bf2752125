/** The bar above the pages that people work at: which event, the time, out; below it what they must know. */
import { Icon } from "@client/icons";
import { type EventHeader } from "@client/snapshots";
import { type Topics } from "@client/topics";
import { type RoleName } from "../me";
import { t } from "../texts";
import { time } from "../times";
import { type Delivery } from "./delivery";
import { PagesMenu } from "./pages-menu";
import { StaleLine } from "./stale-line";

interface TopBarProps {
  readonly event: EventHeader;
  readonly topics: Topics;
  readonly delivery: Pick<Delivery, "waiting" | "isStuck">;
  readonly role: RoleName;
  onSignOut(): void;
}

export function TopBar({ event, topics, delivery, role, onSignOut }: TopBarProps) {
  return (
    <>
      <header class="top">
        <p class="top-event"><bdi dir="auto">{event.name}</bdi></p>
        <p class="top-clock">{time(topics.now.value, event.time_zone)}</p>
        <PagesMenu role={role} />
        <button type="button" class="top-out" onClick={onSignOut}><Icon name="sign_out" label={t("common.sign_out")} /></button>
      </header>
      {!event.opened && <p class="rehearsal"><Icon name="look" /> <span><strong>{t("rehearsal.title")}.</strong> {t("rehearsal.what")}</span></p>}
      <div role="status">
        {delivery.isStuck.value && (
          <p class="stale-line"><Icon name="unreachable" /> <span>{t("staff.offline", { waiting: delivery.waiting.value })}</span></p>
        )}
      </div>
      {!delivery.isStuck.value && <StaleLine topics={topics} timeZone={event.time_zone} />}
    </>
  );
}
