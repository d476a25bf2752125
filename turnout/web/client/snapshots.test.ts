import { describe, expect, it } from "vitest";
import { accept, type Held, type Snapshot } from "./snapshots";

function snapshot(seq: number, at = "2026-11-22T09:00:00.000Z"): Snapshot<string> {
  return { topic: "totals", seq, at, data: `at ${seq}` };
}

function shown(held: Held | null, incoming: Snapshot<unknown>, connection = 1): Snapshot<unknown> {
  return accept(held, incoming, connection).snapshot;
}

describe("the snapshot to show", () => {
  const held: Held = { snapshot: snapshot(10), connection: 1 };

  it("is the first one that comes", () => {
    expect(shown(null, snapshot(3))).toEqual(snapshot(3));
  });

  it("is replaced by a higher seq", () => {
    expect(shown(held, snapshot(11))).toEqual(snapshot(11));
  });

  it("is never replaced by a lower seq of the same connection", () => {
    expect(shown(held, snapshot(9, "2026-11-22T09:05:00.000Z"))).toEqual(snapshot(10));
  });

  it("is replaced at the same seq by a later one: the pace falls without a fact", () => {
    const later = snapshot(10, "2026-11-22T09:00:01.000Z");
    expect(shown(held, later)).toEqual(later);
  });

  it("is kept at the same seq against an earlier one that was overtaken", () => {
    expect(shown(held, snapshot(10, "2026-11-22T08:59:59.000Z"))).toEqual(snapshot(10));
  });

  it("is replaced by a lower seq of a newer connection: the server came back from a backup", () => {
    expect(shown(held, snapshot(4), 2)).toEqual(snapshot(4));
  });

  it("is kept against an answer that an earlier connection asked for", () => {
    const newer: Held = { snapshot: snapshot(4), connection: 2 };
    expect(shown(newer, snapshot(10), 1)).toEqual(snapshot(4));
  });
});
