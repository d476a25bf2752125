import { describe, expect, it } from "vitest";
import { optionNames } from "./printer-options";

describe("what a printer is told", () => {
  it("begins with what its kind needs", () => {
    expect(optionNames("ipp", {})).toEqual(["uri", "fingerprint", "sent_is_printed"]);
    expect(optionNames("zpl", { dpi: "300", timeout_s: "5" })).toEqual(["address", "dpi", "timeout_s"]);
  });

  it("of a kind that this page does not know is what it has", () => {
    expect(optionNames("laser", { beam: "blue" })).toEqual(["beam"]);
    expect(optionNames("laser", {})).toEqual([]);
  });
});
