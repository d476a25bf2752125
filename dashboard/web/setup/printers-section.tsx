/** Printers: what they are, how they are reached, which stations print there. */
import { Icon } from "@client/icons";
import { useState } from "preact/hooks";
import { known, t } from "../texts";
import { Remove } from "./adding";
import { type Printer, printerThing } from "./document";
import { TextField } from "./fields";
import { optionNames } from "./printer-options";
import { PrinterDialog } from "./printer-dialog";
import { fieldOf, type Setup } from "./setup";
import { withText } from "./with-text";

export function PrintersSection({ setup }: { readonly setup: Setup }) {
  const { printers } = setup.document.value;
  const [asked, setAsked] = useState<Printer | "new" | null>(null);
  return (
    <>
      {printers.length === 0 && <p class="soft">{t("setup.no_printer")}</p>}
      <ul class="set-list">
        {printers.map((printer) => (
          <li key={printer.id} class="set-card set-body"><PrinterCard setup={setup} printer={printer} onOther={() => setAsked(printer)} /></li>
        ))}
      </ul>
      <button type="button" class="button" onClick={() => setAsked("new")}><Icon name="plus" /> {t("setup.add_printer")}</button>
      {asked !== null && <PrinterDialog setup={setup} printer={asked === "new" ? null : asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface PrinterCardProps {
  readonly setup: Setup;
  readonly printer: Printer;
  readonly onOther: () => void;
}

function PrinterCard({ setup, printer, onOther }: PrinterCardProps) {
  const thing = printerThing(printer.id);
  const option = (name: string) => ({
    of: ({ options }: Printer) => options[name] ?? "",
    change: ({ options }: Printer, value: string) => ({ options: withText(options, name, value) }),
  });
  return (
    <>
      <p class="printer-state">
        <Icon name="printer" /> <strong>{known(`printer_kind.${printer.kind}`, "printer_kind.other", { kind: printer.kind })}</strong>
        <span class="soft"> · {known(`printer.${printer.state}`, "printer.silent")}{printer.message === "" ? "" : `: ${printer.message}`}</span>
      </p>
      <div class="field-row">
        <TextField setup={setup} field={fieldOf(setup, t("setup.printer_name"), thing, printer, { of: ({ name }) => name, change: (_, name) => ({ name }) })} />
        <TextField
          setup={setup}
          field={fieldOf(setup, t("setup.printer_group"), thing, printer, { of: (one) => one.printer_group, change: (_, printer_group) => ({ printer_group }) })}
          hint={t("setup.printer_group_hint")}
        />
        {optionNames(printer.kind, printer.options).map((name) => (
          <TextField key={name} setup={setup} field={fieldOf(setup, known(`printer_option.${name}`, "printer_option.other", { name }), thing, printer, option(name))} />
        ))}
      </div>
      <div class="set-actions">
        <button type="button" class="button is-quiet" onClick={onOther}>{t("setup.other_kind")}</button>
        <Remove setup={setup} list="printers" id={printer.id} name={printer.name} />
      </div>
    </>
  );
}
