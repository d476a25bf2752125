/** How a printer is, in plain words, and which one needs somebody most. Pure: the time is an argument, in ms. */
import { type PrinterCard } from "@client/snapshots";
import { FEW_LABELS } from "../board/attention";
import { t } from "../texts";
import { time } from "../times";

/** The four meanings of the pages' colours. */
export type Mood = "stop" | "look" | "calm" | "go";

const MOODS: readonly Mood[] = ["stop", "look", "calm", "go"];
const WAITING_MS = 60_000;

export function moodOf(printer: PrinterCard, now: number): Mood {
  if (printer.state === "fault") return "stop";
  if (printer.state === "silent") return printer.waiting > 0 ? "stop" : "look";
  const runsOut = printer.labels_left !== null && printer.labels_left <= FEW_LABELS;
  if (printer.unknown + printer.failed > 0 || runsOut || hangs(printer, now)) return "look";
  return printer.is_paused ? "calm" : "go";
}

/** "cover open", "not answering since 10:42", "ready". */
export function stateText(printer: PrinterCard, now: number, timeZone: string): string {
  switch (printer.state) {
    case "fault":
      return printer.message || t("printer.fault");
    case "silent":
      return printer.since === null ? t("tend.never_heard") : t("tend.silent_since", { time: time(printer.since, timeZone) });
    case "busy":
      return t("printer.busy");
    case "ready":
      return hangs(printer, now) ? t("tend.hangs") : t("printer.ready");
  }
}

export function worstFirst(printers: readonly PrinterCard[], now: number): PrinterCard[] {
  const rank = (printer: PrinterCard): number => MOODS.indexOf(moodOf(printer, now));
  return [...printers].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

/** The others of its group, the best first: where its badges can go. */
export function standIns(printer: PrinterCard, printers: readonly PrinterCard[], now: number): PrinterCard[] {
  return worstFirst(printers.filter(({ id, group }) => id !== printer.id && group === printer.group), now).reverse();
}

/** Says that it is ready while a badge has waited for a minute. */
function hangs(printer: PrinterCard, now: number): boolean {
  return !printer.is_paused && printer.oldest_at !== null && now - Date.parse(printer.oldest_at) > WAITING_MS;
}
