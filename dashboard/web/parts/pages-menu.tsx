/** Where else one may go: a button in the bar, and the pages below it. The browser's own popover: Escape closes it. */
import { Icon } from "@client/icons";
import { type RoleName } from "../me";
import { t } from "../texts";
import { pagesOf } from "./pages";
import "./pages-menu.css";

export function PagesMenu({ role }: { readonly role: RoleName }) {
  const pages = pagesOf(role);
  if (pages.length < 2) return null;
  return (
    <>
      <button type="button" class="pages-button" popovertarget="pages"><Icon name="menu" /> {t("pages.title")}</button>
      <nav id="pages" class="pages" popover="auto" aria-label={t("pages.title")}>
        {pages.map(({ path, name }) => (
          <a key={path} href={path} aria-current={path === location.pathname ? "page" : undefined}>{name}</a>
        ))}
      </nav>
    </>
  );
}
