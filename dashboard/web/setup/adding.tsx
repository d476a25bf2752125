/** Adds something by its name, and takes something away after asking. */
import { type Answer } from "@client/api";
import { Icon } from "@client/icons";
import { useId, useState } from "preact/hooks";
import { Confirm } from "../parts/confirm";
import { Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { type ListName } from "./document";
import { type Setup } from "./setup";

interface AddByNameProps {
  readonly label: string;
  readonly placeholder: string;
  readonly onAdd: (name: string) => Promise<Answer<unknown>>;
}

/** One line: a name, then Enter. What was typed stays until the server has taken it. */
export function AddByName({ label, placeholder, onAdd }: AddByNameProps) {
  const [name, setName] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const id = useId();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy || name.trim() === "") return;
    setBusy(true);
    const answer = await onAdd(name.trim());
    setBusy(false);
    setTrouble(answer.kind === "ok" ? null : troubleOf(answer));
    if (answer.kind === "ok") setName("");
  };
  return (
    <form class="field add" noValidate onSubmit={(event) => void submit(event)}>
      <label class="field-name" for={id}>{label}</label>
      <div class="add-line">
        <input id={id} maxLength={300} autoComplete="off" dir="auto" placeholder={placeholder} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        <button class="button" aria-disabled={isBusy || name.trim() === ""}><Icon name="plus" /> {t("setup.add")}</button>
      </div>
      <Trouble trouble={trouble} />
    </form>
  );
}

interface RemoveProps {
  readonly setup: Setup;
  readonly list: ListName;
  readonly id: string;
  readonly name: string;
}

export function Remove({ setup, list, id, name }: RemoveProps) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <button type="button" class="button is-quiet" onClick={() => setAsked(true)}>{t("setup.remove_name", { name })}</button>
      {isAsked && (
        <Confirm
          title={t("setup.remove_title", { name })}
          text={t("setup.remove_text")}
          action={t("setup.remove")}
          act={() => setup.remove(list, id)}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
