/** The page at /rooms. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./rooms/rooms.css";
import { createApi } from "@client/api";
import { signal } from "@preact/signals";
import { whoAmI } from "./me";
import { mount } from "./mount";
import { opened } from "./opened";
import { createHelpDesk } from "./parts/help-desk";
import { parseRoute } from "./rooms/route";
import { type Staff } from "./rooms/staff";
import { StaffPage } from "./rooms/staff-page";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const { topics, totals, delivery, onSignOut } = opened(api, me);
  const staff: Staff = {
    me,
    topics,
    rooms: topics.subscribe(["rooms"]).rooms,
    totals,
    mine: signal(me.rooms),
    delivery,
    undo: signal(null),
    trouble: signal(null),
    help: createHelpDesk(topics, delivery, me.account.role),
    timeZone: me.event.time_zone,
  };
  const route = signal(parseRoute(location.hash));
  addEventListener("hashchange", () => {
    route.value = parseRoute(location.hash);
    staff.trouble.value = null;
    scrollTo(0, 0);
  });
  return <StaffPage staff={staff} route={route} onSignOut={onSignOut} />;
});
