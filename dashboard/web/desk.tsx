/** The page at /desk. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./parts/undo.css";
import "./desk/desk.css";
import { applyAccent } from "@client/accent";
import { createApi } from "@client/api";
import { openTopics } from "@client/topics";
import { effect } from "@preact/signals";
import { createCounter } from "./desk/counter";
import { DeskPage } from "./desk/desk-page";
import { goToSignIn, signOut, whoAmI } from "./me";
import { mount } from "./mount";
import { createDelivery } from "./parts/delivery";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const topics = openTopics(goToSignIn);
  const { totals } = topics.subscribe(["totals"]);
  const delivery = createDelivery(api, (ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  effect(() => applyAccent(document.documentElement, totals.value?.data.event.accent ?? me.event.accent));
  const counter = createCounter({ me, api, topics, totals, delivery });
  return <DeskPage counter={counter} onSignOut={() => void signOut(api)} />;
});
