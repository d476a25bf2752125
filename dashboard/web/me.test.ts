import { describe, expect, it } from "vitest";
import { destination, type RoleName } from "./me";

const ORIGIN = "https://turnout.example";

describe("after signing in", () => {
  it.each<[RoleName, string]>([
    ["coordinator", "/dashboard"],
    ["supervisor", "/dashboard"],
    ["viewer", "/dashboard"],
    ["desk", "/desk"],
    ["staff", "/rooms"],
  ])("a %s begins at %s", (role, home) => {
    expect(destination("", ORIGIN, role)).toBe(home);
  });

  it("one goes on to where one wanted to go", () => {
    expect(destination("?next=%2Frooms%23room%3Dr1", ORIGIN, "coordinator")).toBe("/rooms#room=r1");
  });

  it.each([
    "?next=https%3A%2F%2Felsewhere.example%2F",
    "?next=%2F%2Felsewhere.example",
    "?next=%2F%5Celsewhere.example",
    "?next=%2F%09%2Felsewhere.example",
    "?next=javascript%3Aalert(1)",
    "?next=%2F%2F",
    "?next=",
    "?next=%2Fsign-in",
  ])("%s leads home, not away", (search) => {
    expect(destination(search, ORIGIN, "staff")).toBe("/rooms");
  });
});
