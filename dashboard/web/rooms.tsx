/** The page at /rooms. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./rooms/rooms.css";
import { applyAccent } from "@client/accent";
import { createApi } from "@client/api";
import { openTopics } from "@client/topics";
import { effect, signal } from "@preact/signals";
import { goToSignIn, signOut, whoAmI } from "./me";
import { mount } from "./mount";
import { createDelivery } from "./parts/delivery";
import { parseRoute } from "./rooms/route";
import { type Staff } from "./rooms/staff";
import { StaffPage } from "./rooms/staff-page";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const topics = openTopics(goToSignIn);
  const live = topics.subscribe(["totals", "rooms"]);
  const staff: Staff = {
    me,
    topics,
    rooms: live.rooms,
    totals: live.totals,
    mine: signal(me.rooms),
    delivery: createDelivery(api, (ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    undo: signal(null),
    trouble: signal(null),
    timeZone: me.event.time_zone,
  };
  const route = signal(parseRoute(location.hash));
  addEventListener("hashchange", () => {
    route.value = parseRoute(location.hash);
    staff.trouble.value = null;
    scrollTo(0, 0);
  });
  effect(() => applyAccent(document.documentElement, live.totals.value?.data.event.accent ?? me.event.accent));
  return <StaffPage staff={staff} route={route} onSignOut={() => void signOut(api)} />;
});
