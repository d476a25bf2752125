/** The page at /stations. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./parts/undo.css";
import "./printers/printers.css";
import "./stations/stations.css";
import { createApi } from "@client/api";
import { whoAmI } from "./me";
import { mount } from "./mount";
import { opened } from "./opened";
import { createKeeper } from "./stations/keeper";
import { StationsPage } from "./stations/stations-page";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  const { topics, delivery, onSignOut } = opened(api, me);
  return <StationsPage keeper={createKeeper(me, api, topics)} delivery={delivery} onSignOut={onSignOut} />;
});
