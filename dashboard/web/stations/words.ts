/** What a part of a station is called, and how its value is read aloud. */
import { ownName } from "@client/texts";
import { t } from "../texts";
import { type Choices } from "./keeper";
import { type Wanted, type WantedKey } from "./wanted";

export function partText(key: WantedKey): string {
  return t(`stations.part.${key}`);
}

export interface Names {
  readonly choices: Choices | null;
  readonly printers: readonly { readonly id: string; readonly name: string }[];
}

export function valueText(key: WantedKey, wanted: Wanted, { choices, printers }: Names): string {
  switch (key) {
    case "name":
      return wanted.name;
    case "place_id":
      return choices?.places.find(({ id }) => id === wanted.place_id)?.name ?? t("pair.venue");
    case "mode":
      return t(`stations.mode.${wanted.mode}`);
    case "languages":
      return wanted.languages.map(ownName).join(", ");
    case "offers":
      return wanted.offers.length === 0 ? t("stations.offers_none") : wanted.offers.map((offer) => t(`stations.offer.${offer}`)).join(", ");
    case "printer_id":
    case "printer_group":
      return printers.find(({ id }) => id === wanted.printer_id)?.name ?? (wanted.printer_group === "" ? t("stations.no_printer") : t("stations.any_of", { group: wanted.printer_group }));
    case "out_of_order":
      return t(wanted.out_of_order ? "setup.yes" : "setup.no");
  }
}
