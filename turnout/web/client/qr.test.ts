import { expect, test } from "vitest";
import { darkModules } from "./qr";

test("every run of dark modules is one bar", () => {
  expect(darkModules(["110", "000", "101"])).toBe("M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z");
});
