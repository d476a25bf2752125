import { Icon } from "@client/icons";
import { useLayoutEffect } from "preact/hooks";
import type { KioskTexts } from "../../catalogues";
import { NUMBER_LENGTH } from "../../tasks/staff";
import type { StaffPageProps } from "./staff";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** Number and PIN, by finger or keys. The number can be read back, the PIN is points. */
export function PinPad({ texts, staff, tell }: StaffPageProps) {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) tell({ kind: "submitted" });
      else if (event.key === "Backspace" || /^[0-9]$/.test(event.key)) tell({ kind: "pressed", key: event.key });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
  const digit = (key: string) => (
    <button key={key} type="button" disabled={staff.isBusy} onClick={() => tell({ kind: "pressed", key })}>
      {key}
    </button>
  );
  return (
    <div class="pin">
      <div class="pin-words">
        <p>{texts.t("staff.pin_how")}</p>
        <Typed texts={texts} typed={staff.typed} />
      </div>
      {/* Digits stand in the same places in every language: the hand knows them. */}
      <div class="pin-pad" dir="ltr">
        {DIGITS.map(digit)}
        <button type="button" disabled={staff.isBusy} onClick={() => tell({ kind: "pressed", key: "Backspace" })}>
          <Icon name="delete_back" size="1.5em" label={texts.t("pairing.delete")} />
        </button>
        {digit("0")}
        <button type="button" class="pin-go" disabled={staff.isBusy} onClick={() => tell({ kind: "submitted" })}>
          <Icon name="check" size="1.5em" label={texts.t("staff.sign_in")} />
        </button>
      </div>
    </div>
  );
}

function Typed({ texts, typed }: { texts: KioskTexts; typed: string }) {
  const number = typed.slice(0, NUMBER_LENGTH);
  const pin = "•".repeat(Math.max(0, typed.length - NUMBER_LENGTH));
  return (
    <p class="pin-typed" dir="ltr" role="status" aria-label={texts.t("staff.pin_typed", { count: typed.length })}>
      <span>{number.padEnd(NUMBER_LENGTH, "_")}</span> <span>{pin === "" ? "_" : pin}</span>
    </p>
  );
}
