import { expect, it } from "vitest";
import { doorHref, parseRoute, roomHref } from "./route";

it.each([
  ["", { kind: "mine" }],
  ["#", { kind: "mine" }],
  ["#choose", { kind: "choose" }],
  [roomHref("r 1&ü"), { kind: "room", id: "r 1&ü" }],
  [doorHref("r1"), { kind: "door", id: "r1" }],
  ["#room=", { kind: "mine" }],
  ["#once=SECRET", { kind: "mine" }],
])("%s shows %o", (fragment, route) => {
  expect(parseRoute(fragment)).toEqual(route);
});
