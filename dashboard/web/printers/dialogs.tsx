/** What is asked before something is done: how many labels, to which printer, whether it is really not wanted. */
import { type ListedJob, type PrinterCard } from "@client/snapshots";
import { useState } from "preact/hooks";
import { Dialog } from "../parts/dialog";
import { t } from "../texts";
import { standIns, stateText } from "./standing";
import { callOff, load, move, nameOf, type Tender, timeZoneOf } from "./tender";

export type Asked =
  | { readonly kind: "load" | "move"; readonly printer: PrinterCard }
  | { readonly kind: "void"; readonly job: ListedJob };

interface QuestionProps {
  readonly tender: Tender;
  readonly asked: Asked;
  readonly printers: readonly PrinterCard[];
  readonly onClose: () => void;
}

const MOST_LABELS = 100_000;

export function Question({ tender, asked, printers, onClose }: QuestionProps) {
  switch (asked.kind) {
    case "load":
      return <LoadDialog tender={tender} printer={asked.printer} onClose={onClose} />;
    case "move":
      return <MoveDialog tender={tender} printer={asked.printer} printers={printers} onClose={onClose} />;
    case "void":
      return <VoidDialog tender={tender} job={asked.job} onClose={onClose} />;
  }
}

interface AboutPrinter {
  readonly tender: Tender;
  readonly printer: PrinterCard;
  readonly onClose: () => void;
}

function LoadDialog({ tender, printer, onClose }: AboutPrinter) {
  const [typed, setTyped] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    onClose(); // the page says when it did not happen
    void load(tender, printer, Number(typed));
  };
  return (
    <Dialog title={t("tend.load_title", { name: printer.name })} onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <label class="field">
          <span>{t("tend.load_how_many")}</span>
          <input type="number" inputMode="numeric" required min={0} max={MOST_LABELS} step={1} autoComplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        </label>
        <p class="soft">{t("tend.load_hint")}</p>
        <div class="dialog-choices">
          <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
          <button class="button is-primary">{t("tend.load_done")}</button>
        </div>
      </form>
    </Dialog>
  );
}

function MoveDialog({ tender, printer, printers, onClose }: AboutPrinter & { readonly printers: readonly PrinterCard[] }) {
  const now = tender.topics.now.value;
  const others = standIns(printer, printers, now);
  const [chosen, setChosen] = useState(others[0]?.id ?? "");
  const target = others.find(({ id }) => id === chosen);
  const submit = (event: Event): void => {
    event.preventDefault();
    onClose();
    if (target !== undefined) void move(tender, printer, target);
  };
  return (
    <Dialog title={t("tend.move_title", { name: printer.name })} onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <p>{t("tend.move_hint")}</p>
        <fieldset class="field">
          <legend>{t("tend.move_where")}</legend>
          <div class="choices">
            {others.map((other) => (
              <label key={other.id} class="choice">
                <input type="radio" name="to" value={other.id} checked={other.id === chosen} onChange={() => setChosen(other.id)} />
                <span><bdi dir="auto">{other.name}</bdi> <span class="soft">{other.is_paused ? t("tend.is_paused") : stateText(other, now, timeZoneOf(tender))}</span></span>
              </label>
            ))}
          </div>
        </fieldset>
        <div class="dialog-choices">
          <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
          <button class="button is-primary" disabled={target === undefined}>{t("tend.move_done")}</button>
        </div>
      </form>
    </Dialog>
  );
}

function VoidDialog({ tender, job, onClose }: { readonly tender: Tender; readonly job: ListedJob; readonly onClose: () => void }) {
  const go = (): void => {
    onClose();
    void callOff(tender, job);
  };
  return (
    <Dialog title={t("tend.void_title", { name: nameOf(job) })} onClose={onClose}>
      <p class="dialog-text">{t("tend.void_text")}</p>
      <div class="dialog-choices">
        <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
        <button type="button" class="button is-primary" onClick={go}>{t("tend.void")}</button>
      </div>
    </Dialog>
  );
}
