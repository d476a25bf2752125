/** The page of somebody who looks after rooms: one thumb, one room at a time. */
import { Icon } from "@client/icons";
import { type ReadonlySignal } from "@preact/signals";
import { StaleLine } from "../parts/stale-line";
import { Trouble } from "../parts/trouble";
import { t } from "../texts";
import { time } from "../times";
import { ChooseRooms } from "./choose-rooms";
import { DoorPage } from "./door";
import { MyRooms } from "./my-rooms";
import { Room } from "./room";
import { type Route } from "./route";
import { type Staff } from "./staff";

interface StaffPageProps {
  readonly staff: Staff;
  readonly route: ReadonlySignal<Route>;
  readonly onSignOut: () => void;
}

export function StaffPage({ staff, route, onSignOut }: StaffPageProps) {
  const event = staff.totals.value?.data.event ?? staff.me.event;
  const { topics, delivery } = staff;
  return (
    <div class={topics.stale.value ? "staff is-stale" : "staff"}>
      <div class="staff-top">
        <header class="top">
          <p class="top-event"><bdi dir="auto">{event.name}</bdi></p>
          {staff.me.account.role !== "staff" && <a class="top-board" href="/dashboard">{t("staff.board")}</a>}
          <p class="top-clock">{time(topics.now.value, staff.timeZone)}</p>
          <button type="button" class="top-out" onClick={onSignOut}><Icon name="sign_out" label={t("common.sign_out")} /></button>
        </header>
        {!event.opened && <p class="rehearsal"><Icon name="look" /> <span><strong>{t("rehearsal.title")}.</strong> {t("rehearsal.what")}</span></p>}
        <div role="status">
          {delivery.isStuck.value && (
            <p class="stale-line"><Icon name="unreachable" /> <span>{t("staff.offline", { waiting: delivery.waiting.value })}</span></p>
          )}
        </div>
        {!delivery.isStuck.value && <StaleLine topics={topics} timeZone={staff.timeZone} />}
      </div>
      <Trouble trouble={staff.trouble.value} />
      <Shown staff={staff} route={route.value} />
    </div>
  );
}

function Shown({ staff, route }: { readonly staff: Staff; readonly route: Route }) {
  switch (route.kind) {
    case "mine":
      return <MyRooms staff={staff} />;
    case "choose":
      return <ChooseRooms staff={staff} />;
    case "room":
      return <Room key={route.id} staff={staff} id={route.id} />;
    case "door":
      return <DoorPage key={route.id} staff={staff} id={route.id} />;
  }
}
