/** The page of somebody who looks after rooms: one thumb, one room at a time. */
import { type ReadonlySignal } from "@preact/signals";
import { HelpCalls } from "../parts/help-calls";
import { TopBar } from "../parts/top-bar";
import { Trouble } from "../parts/trouble";
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
        <TopBar event={event} topics={topics} delivery={delivery} role={staff.me.account.role} onSignOut={onSignOut} />
        <HelpCalls help={staff.help} now={topics.now.value} />
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
