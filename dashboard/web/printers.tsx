/** The page at /printers. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./parts/undo.css";
import "./printers/printers.css";
import { createApi } from "@client/api";
import { signal } from "@preact/signals";
import { whoAmI } from "./me";
import { mount } from "./mount";
import { opened } from "./opened";
import { type Trouble } from "./parts/trouble";
import { type Undo } from "./parts/undo";
import { PrintersPage } from "./printers/printers-page";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const { topics, delivery, onSignOut } = opened(api, me);
  const live = topics.subscribe(["totals", "printers", "jobs"]);
  const tender = { me, api, topics, live, delivery, undo: signal<Undo | null>(null), trouble: signal<Trouble | null>(null) };
  return <PrintersPage tender={tender} onSignOut={onSignOut} />;
});
