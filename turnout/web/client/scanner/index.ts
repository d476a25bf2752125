// Scanning: a camera and a keyboard-wedge scanner at the same time, one stream of codes.
import { startCamera, type CameraState } from "./camera";
import { createEchoFilter } from "./echo";
import { listenToWedge } from "./wedge";

export type { CameraState } from "./camera";

export interface ScannerOptions {
  readonly video: HTMLVideoElement;
  readonly facing: "user" | "environment";
  /** A code was read, echoes left out. */
  readonly onCode: (code: string, source: "camera" | "wedge") => void;
  readonly onCamera: (state: CameraState) => void;
}

/** Scans until the returned function is called. The wedge works on every page; the camera says why where it does not. */
export function startScanner(options: ScannerOptions): () => void {
  // One filter for both: some handheld computers deliver the same reading twice, by keys and by picture.
  const echoes = createEchoFilter();
  const read = (source: "camera" | "wedge") => (code: string, at: number) => {
    if (!echoes.isEcho(code, at)) options.onCode(code, source);
  };
  const stopWedge = listenToWedge(window, read("wedge"));
  const stopCamera = startCamera({
    video: options.video,
    facing: options.facing,
    onSighting: read("camera"),
    onState: options.onCamera,
  });
  return () => {
    stopWedge();
    stopCamera();
  };
}
