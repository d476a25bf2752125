/** The page at /pin. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./desk/desk.css";
import "./pin/pin.css";
import { createApi } from "@client/api";
import { whoAmI } from "./me";
import { mount } from "./mount";
import { opened } from "./opened";
import { PinPage } from "./pin/pin-page";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  return <PinPage me={me} api={api} {...opened(api, me)} />;
});
