import { admitted } from "@client/scans.fixture";
import { describe, expect, test } from "vitest";
import { beginNoTicket, stepNoTicket, type NoTicket, type NoTicketNews } from "./no_ticket";
import type { TaskStep } from "./task";

function steps(...events: readonly NoTicketNews[]): TaskStep<NoTicket, unknown> {
  const first = beginNoTicket() as TaskStep<NoTicket, unknown>;
  return events.reduce((step, event) => stepNoTicket(step.next as NoTicket, { task: "no_ticket", ...event }), first);
}

function after(...events: readonly NoTicketNews[]): NoTicket {
  return steps(...events).next as NoTicket;
}

const NAMED: readonly NoTicketNews[] = [{ kind: "named", name: "Ada Lovelace" }, { kind: "went_on", scanId: "unused" }];
const PROVED: readonly NoTicketNews[] = [...NAMED, { kind: "proof_typed", proof: "ada@" }];
const ASKED: readonly NoTicketNews[] = [...PROVED, { kind: "went_on", scanId: "s1" }];
const CLAIM = { scanId: "s1", name: "Ada Lovelace", proofKind: "email", proof: "ada@" };

test("asks for a name, then for what proves it, and sends both together", () => {
  expect(after().state).toBe("name");
  expect(after(...NAMED).state).toBe("proof");
  expect(steps(...ASKED).effects).toEqual([{ task: "no_ticket", kind: "claim", claim: CLAIM }]);
  expect(after(...ASKED).state).toBe("asking");
});

test("nothing is sent before the proof", () => {
  expect(steps(...NAMED).effects).toEqual([]);
  expect(steps(...PROVED).effects).toEqual([]);
});

test("who is checked in is greeted as after a scan", () => {
  const answer = admitted();
  expect(steps(...ASKED, { kind: "answered", answer }).next).toEqual({ kind: "checked_in", answer });
});

test("an answer that nobody waits for checks nobody in", () => {
  expect(after(...PROVED, { kind: "answered", answer: admitted() })).toEqual(after(...PROVED));
  expect(after(...PROVED, { kind: "failed", why: "not_proved" })).toEqual(after(...PROVED));
});

describe("too little does not cost a try", () => {
  test.each(["", "  ", "🙂", "123", "\u200b\u202e"])("as the name %j", (name) => {
    expect(after({ kind: "named", name }, { kind: "went_on", scanId: "s1" })).toMatchObject({ state: "name", isShort: true });
  });

  test.each(["", "ada", "ada.lovelace", "a@", " a @ "])("as the address %j", (proof) => {
    const wanted = steps(...NAMED, { kind: "proof_typed", proof }, { kind: "went_on", scanId: "s1" });
    expect(wanted.next).toMatchObject({ state: "proof", isShort: true });
    expect(wanted.effects).toEqual([]);
  });

  test.each([
    ["K7M2Q", false],
    ["K7M2QX", true],
    ["k7m-2qx", true],
    [" K7M 2QX ", true],
    ["K7M2QXX", false],
  ])("as the code %j", (proof, isEnough) => {
    const asked = after(...NAMED, { kind: "proof_chosen", proofKind: "code" }, { kind: "proof_typed", proof }, { kind: "went_on", scanId: "s1" });
    expect(asked.state).toBe(isEnough ? "asking" : "proof");
  });

  test("and the next letter takes the complaint away", () => {
    expect(after({ kind: "went_on", scanId: "s1" }, { kind: "named", name: "A" }).isShort).toBe(false);
  });
});

test("another kind of proof begins with an empty field", () => {
  expect(after(...PROVED, { kind: "proof_chosen", proofKind: "code" })).toMatchObject({ proofKind: "code", proof: "" });
});

test("a claim that was not answered is sent again under the same id: it must not check in twice", () => {
  const again = steps(...ASKED, { kind: "failed", why: "unreachable" }, { kind: "went_on", scanId: "s2" });
  expect(again.effects).toEqual([{ task: "no_ticket", kind: "claim", claim: CLAIM }]);
});

test("another claim has another id", () => {
  const corrected = steps(
    ...ASKED,
    { kind: "failed", why: "not_proved" },
    { kind: "went_on", scanId: "unused" },
    { kind: "named", name: "Ada King" },
    { kind: "went_on", scanId: "unused" },
    { kind: "went_on", scanId: "s2" },
  );
  expect(corrected.effects).toEqual([{ task: "no_ticket", kind: "claim", claim: { ...CLAIM, scanId: "s2", name: "Ada King" } }]);
});

test("what was typed stands there again after a no, and on the way back", () => {
  expect(after(...ASKED, { kind: "failed", why: "not_proved" }, { kind: "went_on", scanId: "" })).toMatchObject({ state: "name", name: "Ada Lovelace", proof: "ada@" });
  expect(after(...PROVED, { kind: "went_back" })).toMatchObject({ state: "name", name: "Ada Lovelace" });
});

test("after too many tries only staff help: nothing more is sent", () => {
  const tooMany = steps(...ASKED, { kind: "failed", why: "too_many" }, { kind: "went_on", scanId: "s2" });
  expect(tooMany.next).toMatchObject({ state: "too_many" });
  expect(tooMany.effects).toEqual([]);
});
