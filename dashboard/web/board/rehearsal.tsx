/** Before the doors open every screen says that it is a rehearsal; a coordinator may end it, or clear what was tried. */
import { type Api } from "@client/api";
import { Icon } from "@client/icons";
import { useState } from "preact/hooks";
import { Confirm } from "../parts/confirm";
import { t } from "../texts";

export function Rehearsal({ eventName, api }: { readonly eventName: string; readonly api: Api | null }) {
  const [asked, setAsked] = useState<"open" | "clear" | null>(null);
  const close = () => setAsked(null);
  return (
    <div class="rehearsal">
      <Icon name="look" />
      <p class="rehearsal-text"><strong>{t("rehearsal.title")}.</strong> {t("rehearsal.what")}</p>
      {api !== null && (
        <>
          <a class="button" href="/setup#ready">{t("setup.section.ready")}</a>
          <button type="button" class="button" onClick={() => setAsked("clear")}>{t("rehearsal.clear")}</button>
          <button type="button" class="button" onClick={() => setAsked("open")}>{t("rehearsal.open")}</button>
        </>
      )}
      {asked === "open" && api !== null && (
        <Confirm
          title={t("rehearsal.confirm_title", { event: eventName })}
          text={t("rehearsal.confirm_text")}
          action={t("rehearsal.open")}
          act={() => api.post("/event/open")}
          onClose={close}
        />
      )}
      {asked === "clear" && api !== null && (
        <Confirm
          title={t("rehearsal.clear_title")}
          text={t("rehearsal.clear_text")}
          action={t("rehearsal.clear")}
          act={() => api.post("/rehearsal/clear")}
          onClose={close}
        />
      )}
    </div>
  );
}
