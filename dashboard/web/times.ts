/** Times as this event's clock shows them. `at` is epoch ms or ISO 8601; `timeZone` an IANA name. */
import { moment, timeOfDay } from "@client/moments";
import { LANGUAGE } from "./texts";

export function time(at: number | string, timeZone: string): string {
  return timeOfDay(at, LANGUAGE, timeZone);
}

/** The time, with the day before it where that is not today. */
export function dayAndTime(at: string, now: number, timeZone: string): string {
  return moment(at, now, LANGUAGE, timeZone);
}

/** With seconds, where somebody compares it with a clock: the age of a number. */
export function timeWithSeconds(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone }).format(at);
}
