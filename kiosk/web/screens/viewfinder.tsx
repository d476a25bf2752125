// The camera's own picture with a frame for the ticket, or in plain words why there is none.
import { Icon } from "@client/icons";
import type { CameraState, startScanner } from "@client/scanner";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { KioskTexts } from "../catalogues";

export interface ViewfinderProps {
  readonly texts: KioskTexts;
  readonly camera: CameraState;
  /** A code was read and its answer is awaited. */
  readonly isReading: boolean;
  readonly onCode: (code: string) => void;
  readonly onCamera: (state: CameraState) => void;
  readonly note: ComponentChildren;
  readonly scan: typeof startScanner;
}

export function Viewfinder({ texts, camera, isReading, onCode, onCamera, note, scan }: ViewfinderProps) {
  const video = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    if (video.current === null) return undefined;
    return scan({ video: video.current, facing: "user", onCode, onCamera });
  }, []);
  return (
    <div class={`viewfinder ${isReading ? "is-reading" : ""}`}>
      <video ref={video} muted playsInline aria-label={texts.t("start.camera_view")} hidden={camera !== "on"} />
      {camera === "on" ? <Frame /> : <CameraTrouble texts={texts} camera={camera} />}
      <div class="viewfinder-notes">
        {isReading && (
          <p class="reading" role="status">
            <Icon name="search" />
            <span>{texts.t("start.read")}</span>
          </p>
        )}
        {note}
      </div>
    </div>
  );
}

function Frame() {
  return (
    <svg class="frame" viewBox="0 0 100 100" aria-hidden="true">
      <path d="M2 22V8a6 6 0 0 1 6-6h14M78 2h14a6 6 0 0 1 6 6v14M98 78v14a6 6 0 0 1-6 6H78M22 98H8a6 6 0 0 1-6-6V78" />
    </svg>
  );
}

function CameraTrouble({ texts, camera }: { texts: KioskTexts; camera: Exclude<CameraState, "on"> }) {
  return (
    <div class="camera-trouble" role="status">
      <Icon name={camera === "starting" ? "camera" : "camera_off"} />
      <strong>{texts.t(`camera.${camera}.title`)}</strong>
      <p>{texts.t(`camera.${camera}.remedy`)}</p>
      {camera !== "starting" && <p>{texts.t("camera.scanner")}</p>}
    </div>
  );
}
