import { admitted, refused } from "@client/scans.fixture";
import { describe, expect, it, test } from "vitest";
import type { Equipment, Session } from "../staff/server";
import { beginStaff, mayDo, stepStaff, type Staff, type StaffNews, type StaffEffect } from "./staff";
import { LEFT } from "./task";

const ILZE: Session = { name: "Ilze", may: ["override", "undo", "out_of_order"] };
const LAST = { ...refused("already_in"), undone: false };
const EQUIPMENT: Equipment = { station: { languages: ["lv", "en"], printer_id: "", out_of_order: false, version: 3 }, printers: [{ id: "p1", name: "Left" }] };

function run(...news: StaffNews[]): { staff: Staff; effects: readonly StaffEffect[] } {
  let staff = beginStaff().next as Staff;
  let effects: readonly StaffEffect[] = [];
  for (const one of news) {
    const step = stepStaff(staff, { task: "staff", ...one });
    staff = step.next as Staff;
    effects = step.effects;
  }
  return { staff, effects };
}

function type(digits: string): StaffNews[] {
  return [...digits].map((key) => ({ kind: "pressed", key }));
}

const IN: StaffNews[] = [...type("1004711"), { kind: "submitted" }, { kind: "came_in", session: ILZE }];
const READY: StaffNews[] = [...IN, { kind: "last_known", last: LAST }];

describe("coming in", () => {
  it("takes a number and a PIN, digits only, no more than there may be", () => {
    expect(run(...type("10a0 4711")).staff.typed).toBe("1004711");
    expect(run(...type("1004711"), { kind: "pressed", key: "Backspace" }).staff.typed).toBe("100471");
    expect(run(...type("100123456789")).staff.typed).toBe("10012345678");
  });

  it("asks once, and not with too little", () => {
    expect(run(...type("100471"), { kind: "submitted" }).effects).toEqual([]);
    const asked = run(...type("1004711"), { kind: "submitted" });
    expect(asked.effects).toEqual([{ task: "staff", kind: "come_in", code: "1004711" }]);
    expect(run(...type("1004711"), { kind: "submitted" }, { kind: "submitted" }).effects).toEqual([]);
  });

  it("forgets what was typed, right or wrong", () => {
    expect(run(...IN).staff.typed).toBe("");
    const wrong = run(...type("1004711"), { kind: "submitted" }, { kind: "failed", why: "wrong_pin" }).staff;
    expect([wrong.typed, wrong.trouble, wrong.session, wrong.isBusy]).toEqual(["", "wrong_pin", null, false]);
  });

  it("does nothing else before", () => {
    for (const kind of ["opened", "last_known", "overridden", "took_back", "found", "checked_in"] as const) {
      expect(stepStaff(run().staff, { task: "staff", kind } as never)).toEqual({ next: run().staff, effects: [] });
    }
  });
});

test("the last scan is read when somebody came in, and the role says what they may", () => {
  expect(run(...IN).effects).toEqual([{ task: "staff", kind: "read_last" }]);
  expect(mayDo(run(...READY).staff, "override")).toBe(true);
  expect(mayDo(run(...READY).staff, "reprint")).toBe(false);
});

test.each<[StaffNews, object]>([
  [{ kind: "overridden", reason: " known to us " }, { kind: "override", refusedId: LAST.scan_id, reason: "known to us" }],
  [{ kind: "took_back" }, { kind: "undo", scanId: LAST.scan_id }],
  [{ kind: "searched", q: " ada " }, { kind: "search", q: "ada" }],
  [{ kind: "chosen", attendeeId: "a1" }, { kind: "check_in", attendeeId: "a1" }],
  [{ kind: "opened", page: "equipment" }, { kind: "read_equipment" }],
])("%j is asked of the server, once", (news, effect) => {
  expect(run(...READY, news).effects).toEqual([{ task: "staff", ...effect }]);
  const { kind } = news;
  if (kind !== "opened") expect(run(...READY, news, news).effects).toEqual([]);
});

test("nobody is let in without a reason, nor without a last scan", () => {
  expect(run(...READY, { kind: "overridden", reason: "  " }).effects).toEqual([]);
  expect(run(...IN, { kind: "last_known", last: null }, { kind: "overridden", reason: "known" }).effects).toEqual([]);
  expect(run(...READY, { kind: "reprinted", why: "lost" }).effects).toEqual([]); // a refused one has no name here
});

test("a badge is printed again for the one who was last let in", () => {
  const last = { ...admitted(), undone: false };
  const { effects } = run(...IN, { kind: "last_known", last }, { kind: "reprinted", why: "misprint" });
  expect(effects).toEqual([{ task: "staff", kind: "reprint", attendeeId: last.attendee?.id, why: "misprint" }]);
});

test("the kiosk is changed at the version that was read, and read again", () => {
  const known: StaffNews[] = [...READY, { kind: "opened", page: "equipment" }, { kind: "equipment_known", equipment: EQUIPMENT }];
  expect(run(...known, { kind: "shut", isOutOfOrder: true }).effects).toEqual([{ task: "staff", kind: "shut", version: 3, isOutOfOrder: true }]);
  const changed = run(...known, { kind: "equipped", changes: { printer_id: "p1" } }, { kind: "was_done", done: "changed" });
  expect([changed.effects, changed.staff.done]).toEqual([[{ task: "staff", kind: "read_equipment" }], "changed"]);
});

test("a check-in ends it with its outcome, and signs out", () => {
  const answer = admitted();
  const step = stepStaff(run(...READY).staff, { task: "staff", kind: "checked_in", answer });
  expect(step).toEqual({ next: { kind: "checked_in", answer }, effects: [{ task: "staff", kind: "leave" }] });
});

test("whose time is over begins again at the pad, with nothing of anybody left", () => {
  const { staff } = run(...READY, { kind: "failed", why: "gone" });
  expect(staff).toEqual({ ...(beginStaff().next as Staff), trouble: "gone" });
});

test("leaving signs out, where somebody came in", () => {
  expect(stepStaff(run().staff, { task: "staff", kind: "left" })).toEqual({ next: LEFT, effects: [] });
  expect(stepStaff(run(...READY).staff, { task: "staff", kind: "left" })).toEqual({ next: LEFT, effects: [{ task: "staff", kind: "leave" }] });
});

test("codes are read for the check of scanners only", () => {
  expect(run(...READY, { kind: "code_read", code: "X" }).staff.read.count).toBe(0);
  const check: StaffNews[] = [...READY, { kind: "opened", page: "check" }, { kind: "code_read", code: "X" }];
  expect(run(...check, { kind: "code_read", code: "Y" }).staff.read).toEqual({ code: "Y", count: 2 });
});
