// What the camera hands to the decoder, and when.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startCamera } from "./camera";

type OnText = (text: string, at: number) => void;

const told = vi.hoisted(() => ({ decode: (() => undefined) as (frame: unknown) => unknown, onText: (() => undefined) as OnText, onHealth: (() => undefined) as (isWell: boolean) => void }));

vi.mock("./decoder", () => ({
  startDecoder: (onText: OnText, onHealth: (isWell: boolean) => void) => {
    Object.assign(told, { onText, onHealth });
    return { isIdle: () => true, decode: (frame: unknown) => told.decode(frame), stop: () => undefined };
  },
}));

let isRefused = false;
let frames: unknown[] = [];
let closed = 0;

class CameraFrame {
  constructor() {
    if (isRefused) throw new DOMException("not from a camera", "InvalidStateError");
  }

  close(): void {
    closed += 1;
  }
}

const COPY = "a copy";

/** Shows one more picture of the camera, at so many ms. */
let show: (at: number) => Promise<void>;
let stop: () => void;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "performance"] });
  const track = { addEventListener: () => undefined, getSettings: () => ({}), stop: () => undefined };
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
  vi.stubGlobal("navigator", { mediaDevices: { addEventListener: () => undefined, removeEventListener: () => undefined, getUserMedia: async () => stream } });
  vi.stubGlobal("localStorage", { getItem: () => null });
  vi.stubGlobal("VideoFrame", CameraFrame);
  vi.stubGlobal("createImageBitmap", async () => COPY);
  vi.spyOn(console, "warn").mockReturnValue(undefined);
  isRefused = false;
  frames = [];
  closed = 0;
  told.decode = (frame) => frames.push(frame);
  let next: ((now: number) => void) | null = null;
  const video = { dataset: {}, play: async () => undefined, requestVideoFrameCallback: (then: (now: number) => void) => (next = then) };
  show = async (at) => {
    await vi.waitFor(() => expect(next).not.toBeNull());
    const then = next;
    next = null;
    then?.(at);
    await vi.waitFor(() => expect(next).not.toBeNull());
  };
  stop = startCamera({ video: video as unknown as HTMLVideoElement, facing: "user", onSighting: () => undefined, onState: () => undefined });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("the camera's own frames are handed over", async () => {
  await show(0);
  expect(frames).toEqual([expect.any(CameraFrame)]);
});

test("after a code none is, for a moment", async () => {
  await show(0);
  const read = performance.now();
  told.onText("A-TICKET", read);
  for (const after of [33, 100, 200]) await show(read + after);
  expect(frames).toHaveLength(1);
  await show(read + 300);
  expect(frames).toHaveLength(2);
});

test("where a browser gives no frame of its own, all are copied", async () => {
  isRefused = true;
  await show(0);
  isRefused = false;
  await show(33);
  expect(frames).toEqual([COPY, COPY]);
});

test("a frame that cannot be handed over is closed, and all after it are copied", async () => {
  told.decode = (frame) => {
    if (frame instanceof CameraFrame) throw new DOMException("not to a worker", "DataCloneError");
    frames.push(frame);
  };
  for (const at of [0, 33]) await show(at);
  expect([closed, frames]).toEqual([1, [COPY]]);
});

test("after a decoder that broke, all are copied", async () => {
  told.onHealth(false);
  told.onHealth(true);
  await show(0);
  expect(frames).toEqual([COPY]);
});
