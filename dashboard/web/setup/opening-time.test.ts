import { describe, expect, it } from "vitest";
import { fromLocal, toLocal } from "./opening-time";

describe("an opening time", () => {
  it.each([
    ["2027-05-31T08:30", "Europe/Riga", "2027-05-31T05:30:00.000Z"],
    ["2027-01-31T08:30", "Europe/Riga", "2027-01-31T06:30:00.000Z"],
    ["2027-05-31T08:30", "America/St_Johns", "2027-05-31T11:00:00.000Z"],
    ["2027-05-31T00:15", "Pacific/Kiritimati", "2027-05-30T10:15:00.000Z"],
    ["2027-12-31T23:45", "Pacific/Pago_Pago", "2028-01-01T10:45:00.000Z"],
    ["2027-05-31T08:30", "UTC", "2027-05-31T08:30:00.000Z"],
  ])("%s in %s is %s, and back", (local, timeZone, at) => {
    expect(fromLocal(local, timeZone)).toBe(at);
    expect(toLocal(at, timeZone)).toBe(local);
  });

  it("that comes twice in the night that clocks go back is its first", () => {
    expect(fromLocal("2027-10-31T02:30", "Europe/Berlin")).toBe("2027-10-31T00:30:00.000Z");
    expect(toLocal("2027-10-31T01:30:00.000Z", "Europe/Berlin")).toBe("2027-10-31T02:30");
  });

  it("that clocks jump over is an hour later", () => {
    expect(fromLocal("2027-03-28T02:30", "Europe/Berlin")).toBe("2027-03-28T01:30:00.000Z");
    expect(toLocal("2027-03-28T01:30:00.000Z", "Europe/Berlin")).toBe("2027-03-28T03:30");
  });

  it("on the days around such a night is not moved", () => {
    expect(fromLocal("2027-03-28T12:00", "Europe/Berlin")).toBe("2027-03-28T10:00:00.000Z");
    expect(fromLocal("2027-03-27T12:00", "Europe/Berlin")).toBe("2027-03-27T11:00:00.000Z");
    expect(fromLocal("2027-03-28T01:59", "Europe/Berlin")).toBe("2027-03-28T00:59:00.000Z");
    expect(fromLocal("2027-03-28T03:00", "Europe/Berlin")).toBe("2027-03-28T01:00:00.000Z");
  });

  it.each(["", "2027-05-31", "2027-13-31T08:30", "soon"])("that is no time is none: %j", (local) => {
    expect(fromLocal(local, "Europe/Riga")).toBeNull();
  });

  it("that nobody has set is empty", () => {
    expect(toLocal(null, "Europe/Riga")).toBe("");
  });
});
