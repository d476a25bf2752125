/** Lets somebody in against a refusal, with the reason for the log. */
import { useState } from "preact/hooks";
import { Dialog } from "./dialog";
import { t, type TextKey } from "../texts";

const USUAL: readonly TextKey[] = ["door.reason.host", "door.reason.proof", "door.reason.places"];

export function OverrideDialog({ onReason, onClose }: { readonly onReason: (reason: string) => void; readonly onClose: () => void }) {
  const [reason, setReason] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    onReason(reason.trim());
  };
  return (
    <Dialog title={t("door.override_title")} onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <div class="choices">
          {USUAL.map((key) => <button key={key} type="button" class="button is-large" onClick={() => onReason(t(key))}>{t(key)}</button>)}
        </div>
        <label class="field">
          <span>{t("door.reason.own")}</span>
          <input maxLength={200} autoComplete="off" dir="auto" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <div class="dialog-choices">
          <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
          <button class="button is-primary" disabled={reason.trim() === ""}>{t("door.override")}</button>
        </div>
      </form>
    </Dialog>
  );
}
