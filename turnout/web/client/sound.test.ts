import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSound } from "./sound";

/** A loudspeaker that runs when it is let run; counts the tones that were started on it. */
class Loudspeaker {
  static opened: Loudspeaker[] = [];
  state = "suspended";
  readonly currentTime = 0;
  readonly destination = {};
  tones = 0;
  private waiting: (() => void)[] = [];

  constructor() {
    Loudspeaker.opened.push(this);
  }

  resume(): Promise<void> {
    return new Promise((then) => this.waiting.push(then));
  }

  async run(): Promise<void> {
    this.state = "running";
    for (const then of this.waiting.splice(0)) then();
    await Promise.resolve();
  }
}

class Node {
  readonly gain = { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined };

  constructor(private readonly speaker: Loudspeaker) {}

  connect(to: unknown): unknown {
    return to;
  }

  start(): void {
    this.speaker.tones += 1;
  }

  stop(): void {}
}

beforeEach(() => {
  Loudspeaker.opened = [];
  vi.useFakeTimers();
  vi.stubGlobal("AudioContext", Loudspeaker);
  vi.stubGlobal("OscillatorNode", Node);
  vi.stubGlobal("GainNode", Node);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the first sound is heard although its loudspeaker opens only with it", async () => {
  createSound().play("welcome");
  const [speaker] = Loudspeaker.opened;
  expect(speaker?.tones).toBe(0);
  await speaker?.run();
  expect(speaker?.tones).toBe(2);
});

test("one loudspeaker is opened, ahead of the first sound where that is asked for", async () => {
  const sound = createSound();
  sound.open();
  await Loudspeaker.opened[0]?.run();
  sound.play("see_desk");
  sound.play("welcome");
  expect(Loudspeaker.opened.map((one) => one.tones)).toEqual([3]);
});

test("what a browser kept back for long is not heard later", async () => {
  createSound().play("welcome");
  vi.advanceTimersByTime(600);
  await Loudspeaker.opened[0]?.run();
  expect(Loudspeaker.opened[0]?.tones).toBe(0);
});

test("silence opens no loudspeaker", () => {
  const sound = createSound();
  sound.setVolume(0);
  sound.play("welcome");
  expect(Loudspeaker.opened).toEqual([]);
});
