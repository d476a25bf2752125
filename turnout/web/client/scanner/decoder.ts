// The page's side of the decoder worker: one frame in flight, and a new worker when one breaks.
import type { DecoderReply } from "./decoder.worker";

/** A picture that is handed over, not copied. */
export type Frame = VideoFrame | ImageBitmap;

const RESTART_MS = 2_000;

export interface Decoder {
  /** True when a frame may be sent: the last one has been answered. */
  isIdle(): boolean;
  /** Hands a frame over. Its text comes to `onText`, seen at `at`. */
  decode(frame: Frame, at: number): void;
  stop(): void;
}

export function startDecoder(onText: (text: string, at: number) => void, onHealth: (isWell: boolean) => void): Decoder {
  let worker: Worker | null = null;
  let inFlightAt: number | null = null;
  let restart: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    inFlightAt = 0; // busy until the worker says that it is ready
    worker = new Worker(new URL("./decoder.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", (event: MessageEvent<DecoderReply>) => onReply(event.data));
    worker.addEventListener("error", onBroken);
  };
  const onBroken = (): void => {
    worker?.terminate();
    worker = null;
    onHealth(false);
    restart = setTimeout(open, RESTART_MS);
  };
  const onReply = (reply: DecoderReply): void => {
    if (reply.kind === "broken") return onBroken();
    const at = inFlightAt ?? 0;
    inFlightAt = null;
    onHealth(true);
    if (reply.kind === "read" && reply.text !== null) onText(reply.text, at);
  };

  open();
  return {
    isIdle: () => worker !== null && inFlightAt === null,
    decode(frame, at) {
      if (worker === null) return frame.close(); // stopped while the frame was taken
      worker.postMessage(frame, [frame]);
      inFlightAt = at; // not before: what could not be handed over is never answered
    },
    stop() {
      clearTimeout(restart);
      worker?.terminate();
      worker = null;
    },
  };
}
