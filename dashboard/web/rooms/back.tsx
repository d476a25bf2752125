import { Icon } from "@client/icons";
import { t } from "../texts";

/** One step up, where a thumb expects it. */
export function Back({ href = "#" }: { readonly href?: string }) {
  return (
    <a class="back" href={href}><span class="back-icon"><Icon name="chevron_right" /></span> {href === "#" ? t("staff.back") : t("staff.back_room")}</a>
  );
}
