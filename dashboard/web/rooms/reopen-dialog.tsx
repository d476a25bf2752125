/** Takes a sign-off back, with the reason for the log. */
import { useState } from "preact/hooks";
import { Dialog } from "../parts/dialog";
import { t } from "../texts";

interface ReopenDialogProps {
  readonly room: string;
  readonly onReopen: (reason: string) => Promise<boolean>;
  readonly onClose: () => void;
}

export function ReopenDialog({ room, onReopen, onClose }: ReopenDialogProps) {
  const [reason, setReason] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    onClose(); // the room's page says when it did not happen
    void onReopen(reason.trim());
  };
  return (
    <Dialog title={t("staff.reopen_title", { room })} onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <label class="field">
          <span>{t("staff.reopen_why")}</span>
          <input required maxLength={200} autoComplete="off" dir="auto" placeholder={t("staff.reopen_example")} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <div class="dialog-choices">
          <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
          <button class="button is-primary" disabled={reason.trim() === ""}>{t("staff.reopen")}</button>
        </div>
      </form>
    </Dialog>
  );
}
