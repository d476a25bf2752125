/** The page at /desk. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./parts/undo.css";
import "./desk/desk.css";
import { createApi } from "@client/api";
import { createCounter } from "./desk/counter";
import { DeskPage } from "./desk/desk-page";
import { whoAmI } from "./me";
import { mount } from "./mount";
import { opened } from "./opened";
import { createHelpDesk } from "./parts/help-desk";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const { topics, totals, delivery, onSignOut } = opened(api, me);
  const counter = createCounter({ me, api, topics, totals, delivery });
  const help = createHelpDesk(topics, delivery, me.account.role);
  return <DeskPage counter={counter} help={help} onSignOut={onSignOut} />;
});
