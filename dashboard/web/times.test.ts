import { describe, expect, it } from "vitest";
import { dayAndTime, time, timeWithSeconds } from "./times";

const NOW = Date.parse("2026-11-22T22:30:00.000Z");

describe("times", () => {
  it("are those of the event's clock, not of this device", () => {
    expect([time(NOW, "Europe/Warsaw"), time(NOW, "Asia/Tokyo")]).toEqual(["23:30", "07:30"]);
    expect(timeWithSeconds(NOW, "UTC")).toBe("22:30:00");
  });

  it("say midnight as 00, never as 24", () => {
    expect(time("2026-11-22T23:00:00.000Z", "Europe/Warsaw")).toBe("00:00");
  });

  it("name the day where it is another one at the event", () => {
    const soon = "2026-11-22T23:15:00.000Z";
    expect(dayAndTime(soon, NOW, "UTC")).toBe("23:15");
    expect(dayAndTime(soon, NOW, "Europe/Warsaw")).toBe("Mon 00:15");
  });
});
