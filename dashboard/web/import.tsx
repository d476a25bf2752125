/** The page at /import. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./import/import.css";
import { applyAccent } from "@client/accent";
import { createApi } from "@client/api";
import { openTopics } from "@client/topics";
import { effect } from "@preact/signals";
import { createBringing } from "./import/bringing";
import { ImportPage } from "./import/import-page";
import { goToSignIn, mayOpen, signOut, whoAmI } from "./me";
import { mount } from "./mount";
import { Empty } from "./parts/empty";
import { t } from "./texts";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  if (!mayOpen(me.account.role)) return <main class="import"><Empty what={t("import.not_yours")} begin={t("import.not_yours_next")} /></main>;
  const topics = openTopics(goToSignIn);
  const { totals } = topics.subscribe(["totals"]);
  effect(() => applyAccent(document.documentElement, totals.value?.data.event.accent ?? me.event.accent));
  const bringing = createBringing(api, (ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  addEventListener("pagehide", () => bringing.leave());
  return <ImportPage me={me} topics={topics} totals={totals} bringing={bringing} onSignOut={() => void signOut(api)} />;
});
