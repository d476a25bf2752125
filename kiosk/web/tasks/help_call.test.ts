import { expect, test } from "vitest";
import type { OwnCall } from "@client/snapshots";
import { beginHelp, newsOfCall, stepHelp, type HelpCall, type HelpEvent } from "./help_call";
import { LEFT } from "./task";

function after(...events: HelpEvent[]): HelpCall {
  return events.reduce<HelpCall>((help, event) => stepHelp(help, event).next as HelpCall, beginHelp().next as HelpCall);
}

test("calls at once, and says what came of it", () => {
  expect(beginHelp().effects).toEqual([{ task: "help", kind: "call" }]);
  expect(after().state).toBe("calling");
  expect(after({ task: "help", kind: "called" }).state).toBe("called");
  expect(after({ task: "help", kind: "called" }, { task: "help", kind: "answered", by: "Ilze" })).toEqual({ kind: "help", state: "coming", by: "Ilze" });
});

test("a call that did not go out can be made again, one that did cannot", () => {
  const failed = after({ task: "help", kind: "not_called" });
  expect(stepHelp(failed, { task: "help", kind: "called_again" })).toEqual(beginHelp());
  const called = after({ task: "help", kind: "called" });
  expect(stepHelp(called, { task: "help", kind: "called_again" })).toEqual({ next: called, effects: [] });
});

test("who said that they come is not taken back by a late answer to the call", () => {
  expect(after({ task: "help", kind: "answered", by: "Ilze" }, { task: "help", kind: "not_called" }).state).toBe("coming");
});

test("ends when staff say that it is done, not while the call is being made", () => {
  const called = after({ task: "help", kind: "called" });
  expect(stepHelp(called, { task: "help", kind: "closed" }).next).toEqual(LEFT);
  expect(stepHelp(after(), { task: "help", kind: "closed" }).next).toEqual(after());
});

test("news of a call: who comes, and that it is done once it had been open here", () => {
  const open: OwnCall = { id: "c1", called_at: "2026-05-01T09:00:00Z", answered: null };
  const answered = { ...open, answered: { by: "Ilze", at: "2026-05-01T09:01:00Z" } };
  expect(newsOfCall(null, open)).toBeNull();
  expect(newsOfCall(open, answered)).toEqual({ task: "help", kind: "answered", by: "Ilze" });
  expect(newsOfCall(answered, null)).toEqual({ task: "help", kind: "closed" });
  expect(newsOfCall(null, null)).toBeNull();
});
