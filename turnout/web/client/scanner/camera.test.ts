import { expect, test } from "vitest";
import { troubleOf } from "./camera";

// The names that getUserMedia may fail with: https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia
test.each([
  ["NotAllowedError", "refused"],
  ["SecurityError", "refused"],
  ["NotReadableError", "busy"],
  ["AbortError", "busy"],
  ["NotFoundError", "absent"],
  ["OverconstrainedError", "absent"],
  ["", "absent"],
] as const)("%s means that the camera is %s", (name, state) => {
  expect(troubleOf(name)).toBe(state);
});
