import { describe, expect, test } from "vitest";
import { keepAwake, noticeSleep } from "./awake";

class Device {
  isSeen = true;
  refuses = false;
  asked = 0;
  time = 0;
  readonly waiting: (() => void)[] = [];
  readonly releases: (() => void)[] = [];
  private seen: () => void = () => undefined;

  readonly parts = {
    locks: { request: () => this.request() },
    isSeen: () => this.isSeen,
    onSeen: (then: () => void) => {
      this.seen = then;
    },
    after: (_ms: number, then: () => void) => void this.waiting.push(then),
  };

  private request() {
    this.asked += 1;
    if (this.refuses) return Promise.reject(new Error("not now"));
    return Promise.resolve({ addEventListener: (_kind: "release", then: () => void) => void this.releases.push(then) });
  }

  async show(isSeen: boolean): Promise<void> {
    this.isSeen = isSeen;
    if (isSeen) this.seen();
    await settled();
  }
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

describe("the screen stays lit", () => {
  test("is asked for once while it is held", async () => {
    const device = new Device();
    keepAwake(device.parts);
    await settled();
    await device.show(true);
    expect(device.asked).toBe(1);
  });

  test("is asked for again when the page is seen anew", async () => {
    const device = new Device();
    keepAwake(device.parts);
    await settled();
    await device.show(false);
    device.releases.forEach((release) => release());
    device.waiting.splice(0).forEach((then) => then());
    await settled();
    expect(device.asked).toBe(1); // nobody sees it
    await device.show(true);
    expect(device.asked).toBe(2);
  });

  test("is asked for later when it is refused or taken away", async () => {
    const device = new Device();
    device.refuses = true;
    keepAwake(device.parts);
    await settled();
    device.refuses = false;
    device.waiting.splice(0).forEach((then) => then());
    await settled();
    expect(device.asked).toBe(2);
    expect(device.releases).toHaveLength(1);
  });

  test("a page without wake locks goes on without", () => {
    keepAwake({ ...new Device().parts, locks: undefined });
  });
});

describe("sleep", () => {
  test.each([
    ["a second later", 1_000, true, 0],
    ["a busy device", 9_000, true, 0],
    ["after a night", 30_000_000, true, 1],
    ["a clock that was set back", -3_600_000, true, 1],
    ["a hidden page, whose ticks come late", 60_000, false, 0],
  ])("%s", (_what, later, isSeen, times) => {
    let now = 1_000_000;
    let tick: () => void = () => undefined;
    let woke = 0;
    noticeSleep({ clock: () => now, every: (_ms, then) => { tick = then; }, isSeen: () => isSeen }, () => { woke += 1; });
    now += later;
    tick();
    now += 1_000;
    tick();
    expect(woke).toBe(times);
  });
});
