/** Before the doors open every screen says that it is a rehearsal; a coordinator may end it. */
import { type Api } from "@client/api";
import { Icon } from "@client/icons";
import { useState } from "preact/hooks";
import { Confirm } from "../parts/confirm";
import { t } from "../texts";

export function Rehearsal({ eventName, api }: { readonly eventName: string; readonly api: Api | null }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <div class="rehearsal">
      <Icon name="look" />
      <p class="rehearsal-text"><strong>{t("rehearsal.title")}.</strong> {t("rehearsal.what")}</p>
      {api !== null && <button type="button" class="button" onClick={() => setAsking(true)}>{t("rehearsal.open")}</button>}
      {isAsking && api !== null && (
        <Confirm
          title={t("rehearsal.confirm_title", { event: eventName })}
          text={t("rehearsal.confirm_text")}
          action={t("rehearsal.open")}
          act={() => api.post("/event/open")}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
