import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createNewest } from "./newest";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function asker() {
  const asked: string[] = [];
  const told: string[] = [];
  const answers: ((answer: string) => void)[] = [];
  const ask = (wish: string) => new Promise<string>((resolve) => { asked.push(wish); answers.push(resolve); });
  const newest = createNewest(ask, (answer) => told.push(answer), 300);
  const answer = async (at: number, words: string) => { answers[at]?.(words); await vi.advanceTimersByTimeAsync(0); };
  return { newest, asked, told, answer };
}

describe("the newest wish", () => {
  it("is asked once the typing pauses", async () => {
    const { newest, asked, told, answer } = asker();
    for (const text of ["a", "ab", "abc"]) {
      newest.wish(text);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual(["abc"]);
    await answer(0, "ABC");
    expect(told).toEqual(["ABC"]);
  });

  it("waits for the answer before, and what was overtaken is not told", async () => {
    const { newest, asked, told, answer } = asker();
    newest.wish("a");
    await vi.advanceTimersByTimeAsync(300);
    newest.wish("b");
    newest.wish("c");
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).toEqual(["a"]);
    await answer(0, "A");
    expect([asked, told]).toEqual([["a", "c"], []]);
    await answer(1, "C");
    expect(told).toEqual(["C"]);
  });

  it("keeps its pause when the answer before comes in it", async () => {
    const { newest, asked, answer } = asker();
    newest.wish("a");
    await vi.advanceTimersByTimeAsync(300);
    newest.wish("b");
    await answer(0, "A");
    expect(asked).toEqual(["a"]);
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).toEqual(["a", "b"]);
  });
});
