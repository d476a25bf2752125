/** A dialog of the desk: a form that Enter sends and Escape leaves, which keeps what was typed when it did not work. */
import { type ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Dialog } from "../parts/dialog";
import { Trouble } from "../parts/trouble";
import { t } from "../texts";

interface DeskFormProps {
  readonly title: string;
  /** What Enter does, as the button says it. */
  readonly action: string;
  readonly children?: ComponentChildren;
  /** Sends it; null when it is done, else why not. */
  readonly onSend: () => Promise<Trouble | null>;
  /** False once nothing is left to be called off. */
  readonly hasCancel?: boolean;
  readonly onClose: () => void;
}

export function DeskForm({ title, action, children, onSend, hasCancel = true, onClose }: DeskFormProps) {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return; // a second Enter would pay twice
    setBusy(true);
    const why = await onSend();
    setBusy(false);
    setTrouble(why);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="form" noValidate onSubmit={(event) => void submit(event)} onKeyDown={sendFromChoice}>
        <Trouble trouble={trouble} />
        {children}
        <div class="dialog-choices">
          {hasCancel && <button type="button" class="button" onClick={onClose}>{t("common.cancel")} <kbd class="key" aria-hidden="true">{t("desk.key.escape")}</kbd></button>}
          {/* Where there is nothing to fill in, Enter confirms: the focus would else begin on the way out. */}
          <button class="button is-primary" autofocus={children === undefined} aria-disabled={isBusy}>{action} <kbd class="key" aria-hidden="true">{t("desk.key.enter")}</kbd></button>
        </div>
      </form>
    </Dialog>
  );
}

/** Enter sends from a list of choices too, where the browser would do nothing. */
function sendFromChoice(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.target instanceof HTMLSelectElement)) return;
  event.preventDefault();
  event.target.form?.requestSubmit();
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** What is wrong with it, beside it. */
  readonly problem?: string | null;
}

export function TextField({ label, value, onInput, problem = null }: TextFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>{label}</label>
      <input
        id={id}
        maxLength={200}
        autoComplete="off"
        dir="auto"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class="field-problem" id={`${id}-problem`} role="alert">{problem}</p>
    </div>
  );
}
