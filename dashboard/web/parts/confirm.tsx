/** Asks before something that cannot be taken back, and says when the server said no. */
import { type Answer } from "@client/api";
import { useState } from "preact/hooks";
import { t } from "../texts";
import { Dialog } from "./dialog";
import { Trouble, troubleOf } from "./trouble";

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly act: () => Promise<Answer<unknown>>;
  readonly onClose: () => void;
}

export function Confirm({ title, text, action, act, onClose }: ConfirmProps) {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const go = async (): Promise<void> => {
    setBusy(true);
    const answer = await act();
    setBusy(false);
    if (answer.kind === "ok") onClose();
    else setTrouble(troubleOf(answer));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="dialog-text">{text}</p>
      <Trouble trouble={trouble} />
      <div class="dialog-choices">
        <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
        <button type="button" class="button is-primary" disabled={isBusy} onClick={() => void go()}>{action}</button>
      </div>
    </Dialog>
  );
}
