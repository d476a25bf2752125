/** The page at /badges. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./parts/undo.css";
import "./badges/badges.css";
import { createApi } from "@client/api";
import { BadgesPage } from "./badges/badges-page";
import { createBench } from "./badges/bench";
import { createKept } from "./badges/kept";
import { type Overview } from "./badges/layouts";
import { mayOpen, whoAmI } from "./me";
import { mount } from "./mount";
import { opened, sleep } from "./opened";
import { Empty } from "./parts/empty";
import { t } from "./texts";

const RETRY_MS = 3_000;
const PATIENCE_MS = 40_000; // longer than the server waits for what draws them

const api = createApi(fetch.bind(globalThis), PATIENCE_MS);

async function untilRead(sayUnreachable: () => void): Promise<Overview> {
  for (;;) {
    const answer = await api.get<Overview>("/layouts");
    if (answer.kind === "ok") return answer.value;
    sayUnreachable();
    await sleep(RETRY_MS);
  }
}

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  if (!mayOpen(me.account.role)) return <main class="badges-main"><Empty what={t("badges.not_yours")} begin={t("setup.not_yours_next")} /></main>;
  const overview = await untilRead(sayUnreachable);
  const house = opened(api, me);
  const bench = createBench(api, createKept(localStorage, me.event.name), overview);
  const names = overview.layouts.map(({ name }) => name);
  const first = names.includes("default") ? "default" : names[0];
  if (first !== undefined) await bench.choose(first);
  return <BadgesPage me={me} house={house} bench={bench} totals={house.totals} />;
});
