import { describe, expect, it } from "vitest";
import { amountOf, changed, fieldsOf, merge } from "./fields";
import { person } from "./people.fixture";

const BASE = fieldsOf(person());

describe("two desks at one person", () => {
  it("who wrote alone is taken", () => {
    const merged = merge(BASE, { ...BASE, company: "Mine" }, { ...BASE, email: "theirs@example.org" });
    expect(merged).toEqual({ fields: { ...BASE, company: "Mine", email: "theirs@example.org" }, theirs: {}, changed: ["email"] });
  });

  it("where both wrote, mine stands and theirs is shown", () => {
    const merged = merge(BASE, { ...BASE, company: "Mine" }, { ...BASE, company: "Theirs" });
    expect(merged).toEqual({ fields: { ...BASE, company: "Mine" }, theirs: { company: "Theirs" }, changed: ["company"] });
  });

  it("the same written twice is no conflict", () => {
    const merged = merge(BASE, { ...BASE, company: "Same " }, { ...BASE, company: "Same" });
    expect(merged.theirs).toEqual({});
  });
});

it("only what was changed is sent", () => {
  expect(changed(BASE, { ...BASE, company: " New ", email: `${BASE.email} ` })).toEqual({ company: "New" });
});

it.each([
  ["12.50", "12.50"],
  ["12,5", "12.50"],
  [" 012 ", "12.00"],
  ["", null],
  ["12.505", null],
  ["-3", null],
  ["1.000,00", null],
  ["twelve", null],
])("the amount %o is %o", (typed, amount) => {
  expect(amountOf(typed)).toBe(amount);
});
