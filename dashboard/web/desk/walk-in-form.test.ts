import { describe, expect, it } from "vitest";
import { NO_FIELDS } from "./fields";
import { missingConsents, missingFields, namesOf, USUAL, type WalkInForm, wordsOf } from "./walk-in-form";

const FORM: WalkInForm = {
  fields: [
    { id: "email", is_needed: true },
    { id: "company", is_needed: false },
  ],
  consents: [
    { id: "conduct", is_needed: true, texts: { lv: "Ievēroju kārtību.", en: "I keep the rules." } },
    { id: "photo", is_needed: false, texts: { lv: "Drīkst fotografēt." } },
  ],
};

describe("the walk-in form", () => {
  it("always asks for the name first", () => {
    expect(namesOf(USUAL)).toEqual(["full_name", "given_name", "company", "email", "category"]);
    expect(namesOf(FORM)).toEqual(["full_name", "email", "company"]);
  });

  it("misses what is needed and empty, and nothing else", () => {
    expect(missingFields(FORM, NO_FIELDS)).toEqual(["full_name", "email"]);
    expect(missingFields(FORM, { ...NO_FIELDS, full_name: "Ada", email: " " })).toEqual(["email"]);
    expect(missingFields(USUAL, { ...NO_FIELDS, full_name: "Ada" })).toEqual([]);
  });

  it("misses needed consents that were not given", () => {
    expect(missingConsents(FORM, new Set(["photo"]))).toEqual(["conduct"]);
    expect(missingConsents(FORM, new Set(["conduct"]))).toEqual([]);
  });

  it("shows a consent in the desk's language, else in the organiser's first", () => {
    const [conduct, photo] = FORM.consents.map((consent) => wordsOf(consent, "en"));
    expect(conduct).toEqual({ language: "en", text: "I keep the rules." });
    expect(photo).toEqual({ language: "lv", text: "Drīkst fotografēt." });
  });
});
