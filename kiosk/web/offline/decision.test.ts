import { expect, test } from "vitest";
import table from "../../offline/cases.json";
import { decide, timeless, type Earlier, type Listed, type Rules } from "./decision";

const base = table.base as unknown as Rules;

test.each(table.cases)("$name", ({ listed, head, at, direction, earlier, expect: expected }) => {
  const over = head as Partial<Rules>;
  const rules = { ...base, ...over, policy: { ...base.policy, ...over.policy } };
  const decision = decide({
    listed: listed as Listed | null,
    rules,
    at: Date.parse(at),
    direction: direction as "in" | "out",
    earlier: earlier as readonly Earlier[],
  });
  expect(decision).toEqual(expected);
});

test("a device that does not know the time goes by nothing that asks for it", () => {
  const listed: Listed = { kind: "ticket", category: "visitor", valid: true, inside: false, days: ["2026-11-23"] };
  const rules = { ...base, policy: { ...base.policy, opens_at: "2026-11-22T09:00:00.000Z" } };
  const atTheEpoch = { listed, at: 0, direction: "in", earlier: [] } as const;
  expect(decide({ ...atTheEpoch, rules })).toEqual({ outcome: "referred", reason: "not_yet" });
  expect(decide({ ...atTheEpoch, rules: timeless(rules) })).toEqual({ outcome: "admitted", again: false });
});
