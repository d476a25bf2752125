import { ownName } from "@client/texts";
import { mayDo } from "../../tasks/staff";
import { Cameras } from "./cameras";
import type { StaffPageProps } from "./staff";

/** This kiosk: in or out of order, its printer, its camera, the language it greets in. */
export function EquipmentPage({ texts, staff, tell }: StaffPageProps) {
  const { equipment, isBusy } = staff;
  if (equipment === null) return <p>{texts.t("staff.asking")}</p>;
  const { station, printers } = equipment;
  const [first] = station.languages;
  return (
    <div class="staff-equipment">
      <button type="button" class="choice" aria-pressed={station.out_of_order} disabled={isBusy} onClick={() => tell({ kind: "shut", isOutOfOrder: !station.out_of_order })}>
        {texts.t(station.out_of_order ? "staff.open" : "staff.shut")}
      </button>
      {mayDo(staff, "equip") && printers.length > 1 && (
        <fieldset>
          <legend>{texts.t("staff.printer")}</legend>
          {printers.map(({ id, name }) => (
            <button key={id} type="button" class="choice" aria-pressed={id === station.printer_id} disabled={isBusy} onClick={() => tell({ kind: "equipped", changes: { printer_id: id } })}>
              <bdi dir="auto">{name}</bdi>
            </button>
          ))}
        </fieldset>
      )}
      {mayDo(staff, "equip") && <Cameras texts={texts} />}
      {mayDo(staff, "equip") && station.languages.length > 1 && (
        <fieldset>
          <legend>{texts.t("staff.language")}</legend>
          {station.languages.map((one) => (
            <button key={one} type="button" class="choice" lang={one} aria-pressed={one === first} disabled={isBusy} onClick={() => tell({ kind: "equipped", changes: { languages: firstOf(one, station.languages) } })}>
              {ownName(one)}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function firstOf(chosen: string, languages: readonly string[]): readonly string[] {
  return [chosen, ...languages.filter((one) => one !== chosen)];
}
