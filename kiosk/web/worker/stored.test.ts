import { expect, test } from "vitest";
import { storedPath } from "./stored";

const FILES = new Set(["/kiosk", "/kiosk/static/assets/kiosk-1.js"]);

test.each([
  ["the page", "navigate", "/kiosk", "/kiosk"],
  ["the page with a question behind it", "navigate", "/kiosk?from=poster", "/kiosk"],
  ["a file of the page", "cors", "/kiosk/static/assets/kiosk-1.js", "/kiosk/static/assets/kiosk-1.js"],
  ["a file that is not kept", "cors", "/kiosk/static/assets/kiosk-2.js", null],
  ["another page of the kiosk", "navigate", "/kiosk/stories", null],
  ["another page of the server", "navigate", "/sign-in", null],
  ["what the server says", "cors", "/api/v1/station", null],
])("%s", (_what, mode, path, kept) => {
  expect(storedPath({ method: "GET", mode, url: `https://turnout.local${path}` }, "https://turnout.local", FILES)).toBe(kept);
});

test("what is sent is never answered from a copy, nor is anybody else's file", () => {
  expect(storedPath({ method: "POST", mode: "cors", url: "https://turnout.local/kiosk" }, "https://turnout.local", FILES)).toBeNull();
  expect(storedPath({ method: "GET", mode: "navigate", url: "https://elsewhere.example/kiosk" }, "https://turnout.local", FILES)).toBeNull();
});
