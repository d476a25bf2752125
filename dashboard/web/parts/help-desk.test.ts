import { type HelpCall } from "@client/snapshots";
import { expect, it } from "vitest";
import { freshCalls, isOverdue, mayCome, OVERDUE_MS } from "./help-desk";

const CALLED = Date.parse("2026-05-01T09:00:00Z");

function call(id: string, by: string | null = null): HelpCall {
  const answered = by === null ? null : { by, at: "2026-05-01T09:01:00Z" };
  return { id, called_at: "2026-05-01T09:00:00Z", answered, station: { id: "st1", name: "Entrance A" }, place: { id: "venue", name: "Venue" } };
}

it("is overdue two minutes after it was made, unless somebody comes", () => {
  expect(isOverdue(call("c1"), CALLED + OVERDUE_MS - 1)).toBe(false);
  expect(isOverdue(call("c1"), CALLED + OVERDUE_MS)).toBe(true);
  expect(isOverdue(call("c1", "Ilze"), CALLED + OVERDUE_MS)).toBe(false);
});

it("rings for a call that is new and that nobody has answered", () => {
  expect(freshCalls(new Set(["c1"]), [call("c1"), call("c2"), call("c3", "Ilze")]).map(({ id }) => id)).toEqual(["c2"]);
});

it("is for everybody who can walk over, not for who only looks", () => {
  expect((["coordinator", "supervisor", "desk", "staff", "viewer"] as const).filter(mayCome)).toEqual(["coordinator", "supervisor", "desk", "staff"]);
});
