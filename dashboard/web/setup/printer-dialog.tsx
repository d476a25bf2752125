/** A printer to be added, or one whose kind changes: kind and address are one matter, and are sent together. */
import { type Answer } from "@client/api";
import { useState } from "preact/hooks";
import { Dialog } from "../parts/dialog";
import { Trouble, troubleOf } from "../parts/trouble";
import { known, t } from "../texts";
import { type Printer, printerThing } from "./document";
import { optionNames } from "./printer-options";
import { type Setup } from "./setup";
import { withText } from "./with-text";

interface PrinterDialogProps {
  readonly setup: Setup;
  /** The one whose kind changes; null for a new one. */
  readonly printer: Printer | null;
  readonly onClose: () => void;
}

export function PrinterDialog({ setup, printer, onClose }: PrinterDialogProps) {
  const { printer_kinds } = setup.document.value;
  const [name, setName] = useState(printer?.name ?? "");
  const [kind, setKind] = useState(printer?.kind ?? (printer_kinds.includes("ipp") ? "ipp" : (printer_kinds[0] ?? "")));
  const [options, setOptions] = useState<Readonly<Record<string, string>>>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return; // a second Enter would add it twice
    setBusy(true);
    const answer = printer === null ? await setup.add<Printer>("printers", { name, kind, options, printer_group: "" }) : await change(setup, printer, { name, kind, options });
    setBusy(false);
    if (answer.kind === "ok") onClose();
    else setTrouble(troubleOf(answer));
  };
  return (
    <Dialog title={t(printer === null ? "setup.add_printer" : "setup.other_kind")} onClose={onClose}>
      <form class="form" noValidate onSubmit={(event) => void submit(event)}>
        <label class="field">
          <span>{t("setup.printer_name")}</span>
          <input autofocus maxLength={120} autoComplete="off" dir="auto" placeholder={t("setup.printer_example")} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>{t("setup.printer_kind")}</span>
          <select value={kind} onChange={(event) => { setKind(event.currentTarget.value); setOptions({}); }}>
            {printer_kinds.map((one) => <option key={one} value={one}>{known(`printer_kind.${one}`, "printer_kind.other", { kind: one })}</option>)}
          </select>
        </label>
        {optionNames(kind, {}).map((option) => (
          <label key={option} class="field">
            <span>{known(`printer_option.${option}`, "printer_option.other", { name: option })}</span>
            <input maxLength={300} autoComplete="off" spellcheck={false} value={options[option] ?? ""} placeholder={known(`printer_option.${option}.example`, "printer_option.none")} onInput={(event) => setOptions(withText(options, option, event.currentTarget.value))} />
          </label>
        ))}
        <Trouble trouble={trouble} />
        <div class="dialog-choices">
          <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
          <button class="button is-primary" aria-disabled={isBusy}>{t(printer === null ? "setup.add" : "setup.change")}</button>
        </div>
      </form>
    </Dialog>
  );
}

async function change(setup: Setup, printer: Printer, body: object): Promise<Answer<Printer>> {
  const thing = printerThing(printer.id);
  const version = thing.read(setup.document.peek())?.version ?? 0;
  const answer = await setup.api.put<Printer>(thing.path, { ...body, version });
  if (answer.kind === "ok") setup.document.value = thing.write(setup.document.peek(), answer.value);
  return answer;
}
