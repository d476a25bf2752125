import { expect, test } from "vitest";
import { beginHelp, stepHelp, type HelpCall, type HelpEvent } from "./help_call";

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
