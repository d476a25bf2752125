/** The page at /setup. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./parts/undo.css";
import "./setup/setup.css";
import { applyAccent } from "@client/accent";
import { createApi } from "@client/api";
import { openTopics } from "@client/topics";
import { effect } from "@preact/signals";
import { goToSignIn, mayOpen, signOut, whoAmI } from "./me";
import { mount } from "./mount";
import { Empty } from "./parts/empty";
import { type SetupDocument } from "./setup/document";
import { createSetup } from "./setup/setup";
import { SetupPage } from "./setup/setup-page";
import { t } from "./texts";

const RETRY_MS = 3_000;

const api = createApi();

async function untilRead(sayUnreachable: () => void): Promise<SetupDocument> {
  for (;;) {
    const answer = await api.get<SetupDocument>("/setup");
    if (answer.kind === "ok") return answer.value;
    sayUnreachable();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  if (!mayOpen(me.account.role)) return <main class="setup-alone"><Empty what={t("setup.not_yours")} begin={t("setup.not_yours_next")} /></main>;
  const topics = openTopics(goToSignIn);
  const { totals } = topics.subscribe(["totals"]);
  const setup = createSetup(api, topics, await untilRead(sayUnreachable));
  effect(() => applyAccent(document.documentElement, setup.document.value.settings.accent.value));
  return <SetupPage me={me} setup={setup} totals={totals} onSignOut={() => void signOut(api)} />;
});
