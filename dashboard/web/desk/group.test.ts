import { type Answer } from "@client/api";
import { admitted, refused } from "@client/scans.fixture";
import { expect, test } from "vitest";
import { admittedOf, ask, type Companion, members, MOST, switched, tickedFirst } from "./group";
import { person } from "./people.fixture";

function companion(id: string, changes: Partial<Companion> = {}): Companion {
  return { ...person(), id, badge: null, pickup: null, ...changes };
}

test("a group is asked by what one person shares, by words, or by its id", async () => {
  const asked: unknown[] = [];
  const answered = (...request: unknown[]): Promise<Answer<never>> => {
    asked.push(request);
    return Promise.resolve({ kind: "unreachable", cause: "network", error: null });
  };
  const api = { get: answered, post: answered };
  await ask(api, { kind: "words", text: "acme" });
  await ask(api, { kind: "shared", attendeeId: "a1", shared: "company" });
  await ask(api, { kind: "named", groupId: "g1" });
  expect(asked).toEqual([
    ["/groups/by-words", { q: "acme" }],
    ["/groups/of-attendee", { attendee_id: "a1", shared: "company" }],
    ["/groups/g1"],
  ]);
});

test("whoever can come in is ticked from the start", () => {
  const people = [companion("in", { inside: true }), companion("off", { is_cancelled: true }), companion("talk", { is_blocked: true }), companion("out"), companion("owes", { is_paid: false })];
  expect([...tickedFirst(people)]).toEqual(["out", "owes"]);
});

test("no more are ticked than are checked in at once", () => {
  const many = Array.from({ length: MOST + 5 }, (_, n) => companion(`a${n}`));
  const ticked = tickedFirst(many);
  expect(ticked.size).toBe(MOST);
  expect(switched(ticked, `a${MOST}`).size).toBe(MOST);
  expect(switched(ticked, "a0").has("a0")).toBe(false);
});

test("they are sent in the order shown, each with an id of their own", () => {
  let made = 0;
  const people = [companion("c"), companion("a"), companion("b")];
  expect(members(people, new Set(["b", "c"]), () => `id-${(made += 1)}`)).toEqual([
    { attendee_id: "c", scan_id: "id-1" },
    { attendee_id: "b", scan_id: "id-2" },
  ]);
});

test("only who was admitted counts as checked in", () => {
  const problem = { code: "no_ticket", message: "", remedy: "" };
  const results = [
    { attendee_id: "a", scan: admitted(), problem: null },
    { attendee_id: "b", scan: refused("unpaid"), problem: null },
    { attendee_id: "c", scan: null, problem },
  ];
  expect(admittedOf(results)).toBe(1);
});
