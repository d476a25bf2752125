import { describe, expect, it } from "vitest";
import { type WalkIn } from "./document";
import { asking, formOf, formThing, newConsentId, openPrice, withAsking, withConsent, withConsentText, withOpenPrice, withoutConsent } from "./walk-in";
import { setupDocument } from "./setup.fixture";
import { withText } from "./with-text";

const ORDER = ["company", "email", "category"];
const FORM: WalkIn = {
  fields: [{ id: "company", is_needed: false }, { id: "category", is_needed: true }],
  consents: [{ id: "consent-1", is_needed: true, texts: { en: "Photos are taken." } }],
};

describe("the walk-in form", () => {
  it("knows how a field is asked for", () => {
    expect(ORDER.map((id) => asking(FORM, id))).toEqual(["asked", "off", "needed"]);
  });

  it("takes a field up in its place, and leaves one out", () => {
    expect(withAsking(FORM, "email", "needed", ORDER).fields.map(({ id }) => id)).toEqual(ORDER);
    expect(withAsking(FORM, "category", "off", ORDER).fields).toEqual([{ id: "company", is_needed: false }]);
    expect(withAsking(FORM, "company", "needed", ORDER).fields[0]).toEqual({ id: "company", is_needed: true });
  });

  it("has a text of a consent in each language; an empty one is none", () => {
    const both = withConsentText(FORM, "consent-1", "pl", "Robimy zdjęcia.");
    expect(both.consents[0]?.texts).toEqual({ en: "Photos are taken.", pl: "Robimy zdjęcia." });
    expect(withConsentText(both, "consent-1", "en", "  ").consents[0]?.texts).toEqual({ pl: "Robimy zdjęcia." });
    expect(withText({}, "en", "")).toEqual({});
  });

  it("changes one consent, or takes it away", () => {
    expect(withConsent(FORM, "consent-1", { is_needed: false }).consents[0]?.is_needed).toBe(false);
    expect(withoutConsent(FORM, "consent-1").consents).toEqual([]);
  });

  it("opens a category in its place, with a price or free, and closes it", () => {
    const order = ["visitor", "press"];
    const free = withOpenPrice(FORM, "press", "", order);
    const both = withOpenPrice(free, "visitor", "12.50", order);
    expect(both.open_categories).toEqual([{ id: "visitor", price: "12.50" }, { id: "press", price: "" }]);
    expect(order.map((id) => openPrice(both, id))).toEqual(["12.50", ""]);
    expect(openPrice(FORM, "press")).toBeNull();
    expect(withOpenPrice(both, "visitor", null, order).open_categories).toEqual([{ id: "press", price: "" }]);
  });

  it("forgets what was open and is not there any more", () => {
    const document = setupDocument();
    const value = { ...FORM, open_categories: [{ id: "gone", price: "5.00" }, { id: "visitor", price: "" }] };
    const held = { ...document, settings: { ...document.settings, walk_in: { value, version: 4 } } };
    expect(formOf(held)).toEqual({ value: { ...FORM, open_categories: [{ id: "visitor", price: "" }] }, version: 4 });
    expect(formThing.read(held)).toEqual(formOf(held));
  });

  it("never calls a consent as another one is called", () => {
    expect(newConsentId(FORM)).toBe("consent-2");
    expect(newConsentId({ fields: [], consents: [] })).toBe("consent-1");
    expect(newConsentId(withConsent(FORM, "consent-1", { id: "photos" }))).toBe("consent-1");
  });
});
