/** The page at /dashboard. */
import "./dashboard.css";
import "./board/board.css";
import "./board/wall.css";
import { applyAccent } from "@client/accent";
import { createApi } from "@client/api";
import { openTopics } from "@client/topics";
import { effect } from "@preact/signals";
import { BOARD_TOPICS, BoardPage } from "./board/board-page";
import { goToSignIn, signOut, whoAmI } from "./me";
import { mount } from "./mount";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const topics = openTopics(goToSignIn);
  const live = topics.subscribe(BOARD_TOPICS);
  effect(() => applyAccent(document.documentElement, live.totals.value?.data.event.accent ?? me.event.accent));
  const followView = (): void => {
    document.documentElement.dataset["view"] = location.hash === "#wall" ? "wall" : "desk";
  };
  addEventListener("hashchange", followView);
  followView();
  return <BoardPage me={me} api={api} topics={topics} live={live} onSignOut={() => void signOut(api)} />;
});
