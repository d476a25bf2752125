/** What a page has once somebody is signed in: live topics, the event's colour, a way to deliver and a way out. */
import { applyAccent } from "@client/accent";
import { type Api } from "@client/api";
import { openTopics, type Topics, type TopicSignals } from "@client/topics";
import { effect } from "@preact/signals";
import { goToSignIn, type Me, signOut } from "./me";
import { createDelivery, type Delivery } from "./parts/delivery";

export interface Opened {
  readonly topics: Topics;
  readonly totals: TopicSignals<"totals">["totals"];
  readonly delivery: Delivery;
  readonly onSignOut: () => void;
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Opens the page's one socket. The colour is followed: it may be changed while the page stands there. */
export function opened(api: Api, me: Me): Opened {
  const topics = openTopics(goToSignIn);
  const { totals } = topics.subscribe(["totals"]);
  effect(() => applyAccent(document.documentElement, totals.value?.data.event.accent ?? me.event.accent));
  return { topics, totals, delivery: createDelivery(api, sleep), onSignOut: () => void signOut(api) };
}
