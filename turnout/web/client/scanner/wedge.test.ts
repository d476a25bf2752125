// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { listenToWedge, NO_BURST, wedgeKey, wedgeSilence, type Burst } from "./wedge";

/** Keys `gap` ms apart, folded; what came out last, and the codes on the way. */
function typed(keys: readonly string[], gap: number) {
  const codes: string[] = [];
  let burst: Burst = NO_BURST;
  let isTaken = false;
  keys.forEach((key, index) => {
    const step = wedgeKey(burst, key, index * gap);
    burst = step.burst;
    isTaken = step.isTaken;
    if (step.code !== null) codes.push(step.code);
  });
  return { burst, codes, isTaken };
}

describe("a burst of keys", () => {
  test.each(["Enter", "Tab"])("ends with %s, which then presses nothing", (suffix) => {
    expect(typed([..."T1-ab/:", suffix], 5)).toEqual({ burst: NO_BURST, codes: ["T1-ab/:"], isTaken: true });
  });

  test("without a suffix ends by silence", () => {
    const { burst } = typed([..."ABCD"], 5);
    expect(wedgeSilence(burst, 15 + 99).code).toBeNull();
    expect(wedgeSilence(burst, 15 + 100)).toEqual({ burst: NO_BURST, code: "ABCD", isTaken: false });
  });

  test("passes on what a wrong layout and caps lock made of it", () => {
    expect(typed([..."hTTPSÖ--Žž", "Enter"], 5).codes).toEqual(["hTTPSÖ--Žž"]);
  });

  test("typed by a person is none, and their Enter is left alone", () => {
    expect(typed([..."ABCDEF", "Enter"], 50)).toEqual({ burst: NO_BURST, codes: [], isTaken: false });
    expect(typed([..."ABCDEF"], 49).burst.text).toBe("ABCDEF");
  });

  test("of three keys is a slip of the hand", () => {
    expect(typed([..."ABC", "Enter"], 5).codes).toEqual([]);
  });

  test("begins after a pause without what was typed before it", () => {
    const slow = wedgeKey(NO_BURST, "x", 0).burst;
    const fast = [..."CODE"].reduce((burst, key, index) => wedgeKey(burst, key, 500 + index).burst, slow);
    expect(fast.text).toBe("CODE");
  });

  test("two scans in a row are two codes", () => {
    expect(typed([..."CODE1", "Enter", ..."CODE2", "Enter"], 2).codes).toEqual(["CODE1", "CODE2"]);
  });

  test("of ten thousand characters comes through whole, and a runaway one ends", () => {
    expect(typed([..."x".repeat(10_000), "Enter"], 1).codes[0]).toHaveLength(10_000);
    expect(typed([..."x".repeat(20_000), "Enter"], 1).codes[0]).toHaveLength(16_384);
  });
});

describe("listening to the page", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function listening() {
    const codes: string[] = [];
    const target = document.createElement("div");
    const stop = listenToWedge(target, (code) => codes.push(code));
    const press = (key: string, options: KeyboardEventInit = {}, at = performance.now()): boolean => {
      const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...options });
      Object.defineProperty(event, "timeStamp", { value: at });
      return target.dispatchEvent(event);
    };
    return { codes, press, stop };
  }

  test("hands a code on and keeps its Enter from the button in focus", () => {
    const { codes, press } = listening();
    for (const key of "CODE") press(key);
    expect(press("Enter")).toBe(false);
    expect(codes).toEqual(["CODE"]);
  });

  test("hears the silence after a code without a suffix", () => {
    const { codes, press } = listening();
    for (const key of "CODE") press(key);
    vi.advanceTimersByTime(250);
    expect(codes).toEqual(["CODE"]);
  });

  test("does not cut a code in two when the page was busy in the middle of it", () => {
    const { codes, press } = listening();
    const began = performance.now();
    for (const key of "FIRST") press(key);
    vi.advanceTimersByTime(110); // the timer's turn comes before that of keys that had come earlier
    for (const key of "HALF") press(key, {}, began + 10);
    press("Enter", {}, began + 20);
    expect(codes).toEqual(["FIRSTHALF"]);
  });

  test("leaves shift, shortcuts, repeats and half-composed letters out, and takes AltGr in", () => {
    const { codes, press } = listening();
    press("Shift");
    press("A", { ctrlKey: true });
    press("B", { metaKey: true });
    press("C", { repeat: true });
    press("D", { isComposing: true });
    for (const key of "COD") press(key);
    press("@", { ctrlKey: true, altKey: true, modifierAltGraph: true });
    press("Enter");
    expect(codes).toEqual(["COD@"]);
  });

  test("a person's Enter goes where it was meant to go", () => {
    expect(listening().press("Enter")).toBe(true);
  });

  test("stops when told, with a code half read", () => {
    const { codes, press, stop } = listening();
    for (const key of "CODE") press(key);
    stop();
    press("Enter");
    vi.advanceTimersByTime(250);
    expect(codes).toEqual([]);
  });
});
