/** The page at /drawer. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./desk/desk.css";
import "./drawer/drawer.css";
import { createApi } from "@client/api";
import { DrawerPage } from "./drawer/drawer-page";
import { whoAmI } from "./me";
import { mount } from "./mount";
import { opened } from "./opened";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  return <DrawerPage me={me} api={api} {...opened(api, me)} />;
});
