// Which of several cameras a device scans with: chosen once, kept across reloads, found again when it was unplugged.

const KEY = "turnout.camera";

export interface KnownCamera {
  readonly deviceId: string;
  readonly label: string;
}

type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The camera that somebody chose here; null where the browser may choose. */
export function chosenCamera(storage: Pick<Kept, "getItem">): KnownCamera | null {
  const [deviceId, label] = (storage.getItem(KEY) ?? "").split("\n");
  return deviceId === undefined || label === undefined || deviceId === "" ? null : { deviceId, label };
}

/** Taken up within seconds by whoever scans. */
export function chooseCamera(storage: Kept, camera: KnownCamera | null): void {
  if (camera === null) storage.removeItem(KEY);
  else storage.setItem(KEY, `${camera.deviceId}\n${camera.label}`);
}

/** Every camera there is; without names until the page may use one. */
export async function listCameras(): Promise<readonly KnownCamera[]> {
  // Absent on plain http from another machine, whatever the types say.
  const devices = (await (navigator.mediaDevices as MediaDevices | undefined)?.enumerateDevices()) ?? [];
  return devices.filter(({ kind }) => kind === "videoinput").map(({ deviceId, label }) => ({ deviceId, label }));
}

/** The id under which the chosen camera is there now: its own, else that of the only one of its name. Null where it is not. */
export function foundAgain(chosen: KnownCamera, cameras: readonly KnownCamera[]): string | null {
  if (cameras.some(({ deviceId }) => deviceId === chosen.deviceId)) return chosen.deviceId;
  // A browser that lost its data gives every device another id; two of one name cannot be told apart.
  const [namesake, ...others] = cameras.filter(({ label }) => label !== "" && label === chosen.label);
  return others.length > 0 ? null : (namesake?.deviceId ?? null);
}
