import { describe, expect, it } from "vitest";
import { type Rule, nearestPreset, ruleOf } from "./rule";
import { setupDocument } from "./setup.fixture";

const { presets } = setupDocument();
const near = (rule: Partial<Rule>, of: keyof typeof presets = "congress") => nearestPreset({ ...ruleOf(presets[of]), ...rule }, presets);

describe("a place's entry rule", () => {
  it.each(["congress", "day_tickets", "workshop", "open"] as const)("is called %s when it is that", (preset) => {
    expect(near({}, preset)).toEqual({ preset, differs: [] });
  });

  it("is called by the nearest one, with what is another", () => {
    expect(near({ accepts: "both" })).toEqual({ preset: "congress", differs: ["accepts"] });
    expect(near({ capacity_is_hard: true }, "workshop")).toEqual({ preset: "workshop", differs: ["capacity_is_hard"] });
  });

  it("does not look at a number of entries that is not asked", () => {
    expect(near({ times: 7 })).toEqual({ preset: "congress", differs: [] });
    expect(near({ entries: "times", times: 2 })).toEqual({ preset: "congress", differs: ["entries", "times"] });
  });

  it("does not hang on when the door opens and who may come", () => {
    const own = { ...presets.open, opens_at: "2027-05-31T05:30:00.000Z", categories: ["press"], tolerance_s: 900 };
    expect(nearestPreset(ruleOf(own), presets)).toEqual({ preset: "open", differs: [] });
  });
});
