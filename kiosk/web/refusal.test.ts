import { REASONS } from "@client/scans";
import type { StationEvent } from "@client/snapshots";
import { describe, expect, test } from "vitest";
import { CATALOGUES, textsFor } from "./catalogues";
import { refusalWords } from "./refusal";
import { refused } from "@client/scans.fixture";

const EVENT: StationEvent = { name: "Baltic Signals", opened: true, time_zone: "Europe/Riga", accent: "#000000", logo: null, refusal_steps: {} };
const NOON = Date.parse("2026-05-04T09:00:00Z");

function words(language: string, answer = refused("already_in")) {
  return refusalWords(answer, textsFor(language), EVENT, NOON);
}

test("a used ticket says when and where, on the event's clock", () => {
  const first = { at: "2026-05-04T06:12:00Z", place: "Main hall", station: "Entrance A" };
  expect(words("en", refused("already_in", { first }))).toEqual({
    title: "This ticket was already used: 09:12, \u2068Entrance A\u2069, \u2068Main hall\u2069.",
    next: "If that was not you, please go to the desk.",
  });
});

test("a ticket used on another day says which", () => {
  const first = { at: "2026-05-03T06:12:00Z", place: "Ieeja", station: "" };
  expect(words("lv", refused("already_in", { first })).title).toBe("Šī biļete jau ir izmantota: svētdiena, 3. maijs, 09:12, \u2068Ieeja\u2069.");
});

test("names stand in an Arabic sentence as their owners write them, and digits as on the doors", () => {
  const first = { at: "2026-05-03T06:12:00Z", place: "Main hall", station: "Entrance A" };
  expect(words("ar", refused("already_in", { first })).title).toBe(
    "استُخدمت هذه التذكرة من قبل: الأحد، 3 مايو، 9:12 ص، \u2068Entrance A\u2069، \u2068Main hall\u2069.",
  );
  expect(words("ar", refused("other_event")).next).toContain("\u2068Baltic Signals\u2069");
});

test("a used ticket of which nobody knows when says no more than that", () => {
  expect(words("pl").title).toBe("Ten bilet został już użyty.");
});

test("a code that was misread is asked for again instead of called unknown", () => {
  expect(words("en", refused("unknown_ticket", { hint: "misread" })).next).toBe("Please show it again, flat and still.");
  expect(words("en", refused("revoked", { hint: "misread" })).title).toBe("This code has been replaced or withdrawn.");
});

test("a reason of a newer server sends to the desk", () => {
  expect(words("en", refused("wrong_hat"))).toEqual({ title: "This ticket is not taken here.", next: "Please go to the desk." });
});

describe("the organiser's own words", () => {
  const event = { ...EVENT, refusal_steps: { unpaid: { pl: "Kasa jest w sali B." }, unknown_ticket: { pl: "Zapraszamy do sali A." } } };
  const next = (language: string, answer = refused("unpaid")) => refusalWords(answer, textsFor(language), event, NOON).next;

  test("take the place of the next step, in their language", () => {
    expect(next("pl")).toBe("Kasa jest w sali B.");
    expect(refusalWords(refused("unpaid"), textsFor("pl"), event, NOON).title).toBe(words("pl", refused("unpaid")).title);
  });

  test("leave the built-in step where there are none", () => {
    expect(next("en")).toBe("You can pay at the desk.");
    expect(next("pl", refused("full"))).toBe(words("pl", refused("full")).next);
  });

  test("leave a misread code to be shown again", () => {
    expect(next("pl", refused("unknown_ticket"))).toBe("Zapraszamy do sali A.");
    expect(next("pl", refused("unknown_ticket", { hint: "misread" }))).toBe(words("pl", refused("unknown_ticket", { hint: "misread" })).next);
  });
});

const EVERY_WORD = Object.keys(CATALOGUES).flatMap((language) => REASONS.map((reason) => [language, reason] as const));

test.each(EVERY_WORD)("in %s, %s has its own title and a next step, with every blank filled", (language, reason) => {
  const own = words(language, refused(reason));
  const other = words(language, refused("wrong_hat"));
  expect(own.title).not.toBe(other.title);
  expect(own.next).not.toBe("");
  expect(`${own.title} ${own.next}`).not.toMatch(/[{}]|undefined/);
});
