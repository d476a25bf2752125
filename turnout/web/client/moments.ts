// Times as the language writes them and the event's clock shows them.
import { commaOf, localeOf } from "./locales";

/** Hours and minutes, e.g. "09:12". `at` is epoch ms or ISO 8601; `timeZone` an IANA name. */
export function timeOfDay(at: number | string, language: string, timeZone: string): string {
  const locale = localeOf(language);
  const hour = hasNoon(locale) ? "numeric" : "2-digit"; // "9:12 ص", but "09:12"
  return new Intl.DateTimeFormat(locale, { hour, minute: "2-digit", timeZone }).format(new Date(at));
}

/** The time of day, with weekday and date before it where that is another day than `now`'s. */
export function moment(at: string, now: number, language: string, timeZone: string): string {
  const time = timeOfDay(at, language, timeZone);
  if (dayOf(Date.parse(at), timeZone) === dayOf(now, timeZone)) return time;
  const day = new Intl.DateTimeFormat(localeOf(language), { weekday: "long", day: "numeric", month: "long", timeZone }).format(new Date(at));
  return `${day}${commaOf(language)} ${time}`;
}

/** Whether clocks are read twelve hours at a time there. */
function hasNoon(locale: string): boolean {
  return new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 === true;
}

function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(at);
}
