/** The page at /dashboard. */
import "./dashboard.css";
import "./board/board.css";
import "./board/wall.css";
import { createApi } from "@client/api";
import { BOARD_TOPICS, BoardPage } from "./board/board-page";
import { whoAmI } from "./me";
import { mount } from "./mount";
import { opened } from "./opened";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const { topics, onSignOut } = opened(api, me);
  const live = topics.subscribe(BOARD_TOPICS);
  const followView = (): void => {
    document.documentElement.dataset["view"] = location.hash === "#wall" ? "wall" : "desk";
  };
  addEventListener("hashchange", followView);
  followView();
  return <BoardPage me={me} api={api} topics={topics} live={live} onSignOut={onSignOut} />;
});
