/** The first step: a file is chosen, or dropped. */
import { useState } from "preact/hooks";
import { t } from "../texts";
import { type Bringing } from "./bringing";

export function ChooseStep({ bringing }: { readonly bringing: Bringing }) {
  const [isOver, setOver] = useState(false);
  const isBusy = bringing.isSending.value;
  const send = (file: File | undefined): void => {
    if (file !== undefined && !isBusy) void bringing.send(file);
  };
  return (
    <section class="import-step">
      <p>{t("import.what")}</p>
      <label
        class={isOver ? "import-drop is-over" : "import-drop"}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); send(event.dataTransfer?.files[0]); }}
      >
        <input type="file" class="import-input" accept=".csv,.tsv,.txt,.xlsx,.xlsm,.json" onChange={(event) => { send(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
        <span>{isBusy ? t("import.sending") : t("import.choose")}</span>
      </label>
      <p class="soft">{t("import.promise")}</p>
    </section>
  );
}
