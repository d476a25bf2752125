import { describe, expect, it } from "vitest";
import { createKept } from "./kept";

function storage(room = 1000): Storage {
  const held = new Map<string, string>();
  return {
    length: 0,
    key: () => null,
    clear: () => held.clear(),
    getItem: (key) => held.get(key) ?? null,
    removeItem: (key) => void held.delete(key),
    setItem: (key, value) => {
      if (value.length > room) throw new DOMException("full", "QuotaExceededError");
      held.set(key, value);
    },
  };
}

describe("what is kept of a layout", () => {
  it("is there again, for this layout of this event alone, until it is forgotten", () => {
    const browser = storage();
    const kept = createKept(browser, "Congress");
    kept.write("crew", { toml: "[label]", version: 3 });
    expect(kept.read("crew")).toEqual({ toml: "[label]", version: 3 });
    expect([kept.read("default"), createKept(browser, "Other").read("crew")]).toEqual([null, null]);
    kept.forget("crew");
    expect(kept.read("crew")).toBeNull();
  });

  it("is nothing where the storage is full or holds something else", () => {
    const browser = storage(40);
    const kept = createKept(browser, "Congress");
    kept.write("crew", { toml: "x".repeat(50), version: 1 });
    browser.setItem("turnout.layout.Congress.default", "{not json");
    browser.setItem("turnout.layout.Congress.press", '{"toml": 7}');
    expect(["crew", "default", "press"].map(kept.read)).toEqual([null, null, null]);
  });
});
