// @vitest-environment happy-dom
import { listenToWedge } from "@client/scanner/wedge";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { guardField } from "./scan_guard";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A field with focus on a page that listens to scanners, and keys that type into it as a browser lets them. */
function focused(value: string) {
  const codes: string[] = [];
  const field = document.createElement("input");
  document.body.append(field);
  field.value = value;
  const stop = [listenToWedge(window, (code) => codes.push(code)), guardField(field)];
  const keys = (typed: readonly string[], gap: number): void => {
    for (const key of typed) {
      vi.advanceTimersByTime(gap);
      const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true });
      Object.defineProperty(event, "timeStamp", { value: performance.now() });
      if (field.dispatchEvent(event) && key.length === 1) field.setRangeText(key, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
    }
  };
  return { codes, field, keys, stop: () => stop.forEach((end) => end()) };
}

describe("a field in focus", () => {
  test("keeps what stood there when a ticket is scanned, suffix or none", () => {
    const { codes, field, keys, stop } = focused("Žaneta");
    keys([..."T1-ABCDEF", "Enter"], 5);
    expect([field.value, codes]).toEqual(["Žaneta", ["T1-ABCDEF"]]);
    vi.advanceTimersByTime(500);
    keys([..."T1-GHIJ"], 5);
    vi.advanceTimersByTime(500);
    expect([field.value, codes]).toEqual(["Žaneta", ["T1-ABCDEF", "T1-GHIJ"]]);
    stop();
  });

  test("keeps its caret through a scan", () => {
    const { field, keys, stop } = focused("Žneta");
    field.setSelectionRange(1, 1);
    keys([..."T1-ABCDEF", "Enter"], 5);
    keys(["a"], 300);
    expect(field.value).toBe("Žaneta");
    stop();
  });

  test("takes what a person types", () => {
    const { codes, field, keys, stop } = focused("");
    keys([..."Anna", "Enter"], 120);
    expect([field.value, codes]).toEqual(["Anna", []]);
    stop();
  });

  test("loses no letter of a hand that rolls over two or three keys", () => {
    const { codes, field, keys, stop } = focused("");
    keys(["A"], 120);
    keys(["n"], 30);
    keys(["n"], 120);
    keys([..."ab"], 30);
    vi.advanceTimersByTime(500);
    keys(["x"], 120);
    keys(["y", "Enter"], 30);
    expect([field.value, codes]).toEqual(["Annabxy", []]);
    stop();
  });
});
