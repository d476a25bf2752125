/** Puts a page into its document: first that it is being fetched, then the page. */
import { type VNode, render } from "preact";
import { t } from "./texts";

/** `page` may say (again and again) that the server cannot be reached before it has something to show. */
export async function mount(page: (sayUnreachable: () => void) => Promise<VNode>): Promise<void> {
  const host = document.getElementById("app");
  if (host === null) throw new Error("the page's template has no element with the id app");
  const say = (text: string) => render(<p class="loading" role="status">{text}</p>, host);
  say(t("common.loading"));
  const ready = await page(() => say(t("common.no_server")));
  render(ready, host);
}
