/** The page at /paper. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./desk/desk.css";
import "./paper/paper.css";
import { createApi } from "@client/api";
import { whoAmI } from "./me";
import { mount } from "./mount";
import { opened } from "./opened";
import { PaperPage } from "./paper/paper-page";
import { createTypist } from "./paper/typist";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const { topics, totals, delivery, onSignOut } = opened(api, me);
  return <PaperPage me={me} topics={topics} totals={totals} typist={createTypist(api, delivery)} onSignOut={onSignOut} />;
});
