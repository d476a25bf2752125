/** The page at /dashboard. */
import "./dashboard.css";
import "./board/board.css";
import "./board/wall.css";
import "./board/conflicts.css";
import { createApi } from "@client/api";
import { BOARD_TOPICS, BoardPage } from "./board/board-page";
import { createConflictDesk } from "./board/conflict-desk";
import { whoAmI } from "./me";
import { mount } from "./mount";
import { opened } from "./opened";
import { createHelpDesk } from "./parts/help-desk";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const { topics, delivery, onSignOut } = opened(api, me);
  const live = topics.subscribe(BOARD_TOPICS);
  const followView = (): void => {
    document.documentElement.dataset["view"] = location.hash === "#wall" ? "wall" : "desk";
  };
  addEventListener("hashchange", followView);
  followView();
  const help = createHelpDesk(topics, delivery, me.account.role);
  return <BoardPage me={me} api={api} topics={topics} live={live} help={help} conflicts={createConflictDesk(topics, delivery)} onSignOut={onSignOut} />;
});
