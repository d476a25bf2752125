// Times as the language writes them and the event's clock shows them.

/** English on site is read by the world: the 24-hour clock and the day before the month. */
function locale(language: string): string {
  return language === "en" ? "en-GB" : language;
}

/** Hours and minutes, e.g. "09:12". `at` is epoch ms or ISO 8601; `timeZone` an IANA name. */
export function timeOfDay(at: number | string, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale(language), { hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(at));
}

/** The time of day, with weekday and date before it where that is another day than `now`'s. */
export function moment(at: string, now: number, language: string, timeZone: string): string {
  const time = timeOfDay(at, language, timeZone);
  if (dayOf(Date.parse(at), timeZone) === dayOf(now, timeZone)) return time;
  const day = new Intl.DateTimeFormat(locale(language), { weekday: "long", day: "numeric", month: "long", timeZone }).format(new Date(at));
  return `${day}, ${time}`;
}

function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(at);
}
