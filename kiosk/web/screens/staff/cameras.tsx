// Which of several cameras this kiosk scans with. The device's own: the server never hears of it.
import { chooseCamera, chosenCamera, foundAgain, listCameras, type KnownCamera } from "@client/scanner/camera-choice";
import { useEffect, useState } from "preact/hooks";
import type { KioskTexts } from "../../catalogues";

/** Nothing where there is no choice. */
export function Cameras({ texts }: { texts: KioskTexts }) {
  const cameras = useCameras();
  const [chosen, setChosen] = useState(() => chosenCamera(localStorage));
  if (cameras.length < 2) return null;
  const now = (chosen && foundAgain(chosen, cameras)) ?? inUse();
  const choose = (camera: KnownCamera): void => {
    chooseCamera(localStorage, camera);
    setChosen(camera);
  };
  return (
    <fieldset>
      <legend>{texts.t("staff.camera")}</legend>
      {cameras.map((camera, index) => (
        <button key={camera.deviceId} type="button" class="choice" aria-pressed={camera.deviceId === now} onClick={() => choose(camera)}>
          <bdi dir="auto">{camera.label || texts.t("staff.camera_number", { number: index + 1 })}</bdi>
        </button>
      ))}
    </fieldset>
  );
}

/** Every camera, also one that is plugged in meanwhile. */
function useCameras(): readonly KnownCamera[] {
  const [cameras, setCameras] = useState<readonly KnownCamera[]>([]);
  useEffect(() => {
    const list = (): void => void listCameras().then(setCameras);
    list();
    navigator.mediaDevices?.addEventListener("devicechange", list);
    return () => navigator.mediaDevices?.removeEventListener("devicechange", list);
  }, []);
  return cameras;
}

/** The one whose picture the start screen shows, where the browser chose it. */
function inUse(): string | undefined {
  const stream = document.querySelector("video")?.srcObject;
  return stream instanceof MediaStream ? stream.getVideoTracks()[0]?.getSettings().deviceId : undefined;
}
