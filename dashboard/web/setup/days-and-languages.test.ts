import { describe, expect, it } from "vitest";
import { dayAfter, dayInWords } from "./days";
import { offered, withFirst } from "./languages";

describe("a day", () => {
  it.each([
    ["2027-05-31", "2027-06-01"],
    ["2028-02-28", "2028-02-29"],
    ["2027-12-31", "2028-01-01"],
    ["", ""],
  ])("after %j is %j", (day, next) => {
    expect(dayAfter(day)).toBe(next);
  });

  it("is written with its weekday", () => {
    expect(dayInWords("2027-05-31")).toBe("Monday, 31 May 2027");
    expect(dayInWords("")).toBe("");
  });
});

describe("the languages", () => {
  it("keep their order behind the first", () => {
    expect(withFirst(["en", "pl", "lv"], "lv")).toEqual(["lv", "en", "pl"]);
  });

  it("are offered once each, those of the event first", () => {
    expect(offered(["pl", "tlh"], ["de", "pl"])).toEqual(["pl", "tlh", "de"]);
  });
});
