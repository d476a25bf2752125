import { describe, expect, it } from "vitest";
import { move } from "./order";

const rooms = (...ids: string[]) => ids.map((id, index) => ({ id, position: index + 1 }));

describe("a room that is moved", () => {
  it("changes places with its neighbour, and nothing else changes", () => {
    expect(move(rooms("a", "b", "c"), "b", -1)).toEqual([{ id: "b", position: 1 }, { id: "a", position: 2 }]);
    expect(move(rooms("a", "b", "c"), "b", 1)).toEqual([{ id: "c", position: 2 }, { id: "b", position: 3 }]);
  });

  it("is not moved beyond the ends", () => {
    expect(move(rooms("a", "b"), "a", -1)).toEqual([]);
    expect(move(rooms("a", "b"), "b", 1)).toEqual([]);
    expect(move(rooms("a", "b"), "gone", 1)).toEqual([]);
  });

  it("gives positions to rooms that had none of their own", () => {
    const imported = ["a", "b", "c"].map((id) => ({ id, position: 0 }));
    expect(move(imported, "c", -1)).toEqual([{ id: "a", position: 1 }, { id: "c", position: 2 }, { id: "b", position: 3 }]);
  });
});
