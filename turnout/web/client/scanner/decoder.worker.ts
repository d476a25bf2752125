// Reads QR codes out of camera frames, off the page's own thread. The WebAssembly is served by us: by default
// zxing-wasm would fetch it from a CDN, and a venue has no internet.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from "zxing-wasm/reader";
import type { Frame } from "./decoder";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

export type DecoderReply =
  | { readonly kind: "ready" }
  | { readonly kind: "read"; readonly text: string | null }
  | { readonly kind: "broken"; readonly message: string };

const OPTIONS: ReaderOptions = {
  formats: ["QRCode"],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true, // tickets shown in dark mode are white on black
  tryDownscale: true,
  maxNumberOfSymbols: 1,
};

const scope = self as unknown as DedicatedWorkerGlobalScope;
const canvas = new OffscreenCanvas(1, 1);
const pencil = canvas.getContext("2d", { willReadFrequently: true });

function pixels(frame: Frame): ImageData {
  if (pencil === null) throw new Error("this browser has no 2D canvas in workers");
  const [width, height] = frame instanceof ImageBitmap ? [frame.width, frame.height] : [frame.displayWidth, frame.displayHeight];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  pencil.drawImage(frame, 0, 0);
  frame.close(); // frames not closed fill the graphics memory in seconds, and the camera has few of them
  return pencil.getImageData(0, 0, canvas.width, canvas.height);
}

async function read(frame: Frame): Promise<DecoderReply> {
  const [result] = await readBarcodes(pixels(frame), OPTIONS);
  return { kind: "read", text: result?.isValid === true && result.text !== "" ? result.text : null };
}

function tell(reply: DecoderReply): void {
  scope.postMessage(reply);
}

function tellBroken(trouble: unknown): void {
  tell({ kind: "broken", message: String(trouble) });
}

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasmUrl : prefix + path) },
  fireImmediately: true,
}).then(() => tell({ kind: "ready" }), tellBroken);

scope.addEventListener("messageerror", () => tellBroken("a frame could not be taken over"));
scope.addEventListener("message", (event: MessageEvent<Frame>) => {
  read(event.data).then(tell, tellBroken);
});
