/** The page at /import. */
import "./dashboard.css";
import "./parts/top-bar.css";
import "./import/import.css";
import { createApi } from "@client/api";
import { createBringing } from "./import/bringing";
import { ImportPage } from "./import/import-page";
import { mayOpen, whoAmI } from "./me";
import { mount } from "./mount";
import { opened, sleep } from "./opened";
import { Empty } from "./parts/empty";
import { t } from "./texts";

const api = createApi();

await mount(async (sayUnreachable) => {
  const me = await whoAmI(api, sayUnreachable);
  if (!mayOpen(me.account.role)) return <main class="import"><Empty what={t("import.not_yours")} begin={t("import.not_yours_next")} /></main>;
  const { topics, totals, onSignOut } = opened(api, me);
  const bringing = createBringing(api, sleep);
  addEventListener("pagehide", () => bringing.leave());
  return <ImportPage me={me} topics={topics} totals={totals} bringing={bringing} onSignOut={onSignOut} />;
});
