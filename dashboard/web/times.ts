/** Times as this event's clock shows them. `at` is epoch ms or ISO 8601; `timeZone` an IANA name. */
import { timeOfDay } from "@client/moments";
import { LANGUAGE } from "./texts";

export function time(at: number | string, timeZone: string): string {
  return timeOfDay(at, LANGUAGE, timeZone);
}

/** The time, with the weekday before it where that is another day: "Mon 09:00". */
export function dayAndTime(at: string, now: number, timeZone: string): string {
  const moment = Date.parse(at);
  const shown = time(moment, timeZone);
  if (dayOf(moment, timeZone) === dayOf(now, timeZone)) return shown;
  return `${new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone }).format(moment)} ${shown}`;
}

/** With seconds, where somebody compares it with a clock: the age of a number. */
export function timeWithSeconds(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone }).format(at);
}

function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(at);
}
