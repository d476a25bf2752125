/** What moves a door: codes come in, scans go out, answers come back. */
import { createScanCount } from "@client/scan-count";
import { newScanId, type ScanAnswer } from "@client/scans";
import { createSound } from "@client/sound";
import { CLIENT_VERSION } from "@client/version";
import { type ReadonlySignal, signal } from "@preact/signals";
import { AT_THE_DOOR, type Door, type DoorEvent, onDoorEvent } from "./door-machine";
import { type Staff } from "./staff";

export interface DoorParts {
  readonly door: ReadonlySignal<Door>;
  dispatch(event: DoorEvent): void;
  /** Sends a scan. With a reason it is let in against a refusal: a new scan, since a scan never changes. */
  scan(code: string, reason?: string): Promise<void>;
  /** Takes an admission back. */
  undo(answer: ScanAnswer): Promise<void>;
}

export function createDoor(staff: Staff, placeId: string): DoorParts {
  const door = signal(AT_THE_DOOR);
  const sound = createSound();
  const nextCount = createScanCount(localStorage);
  const dispatch = (event: DoorEvent): void => {
    door.value = onDoorEvent(door.peek(), event);
  };
  const tell = (answer: ScanAnswer): void => {
    const isIn = answer.outcome === "admitted";
    sound.play(isIn ? "welcome" : "see_desk");
    // Missing on Safari: the screen and the sound say the same.
    if ("vibrate" in navigator) navigator.vibrate(isIn ? 60 : [90, 60, 90]);
  };
  return {
    door,
    dispatch,
    async scan(code, reason) {
      const scan = {
        scan_id: newScanId(),
        code,
        place_id: placeId,
        direction: "in",
        occurred_at: new Date().toISOString(),
        station_seq: nextCount(),
        client_version: CLIENT_VERSION,
        ...(reason === undefined ? {} : { override: { reason } }),
      };
      dispatch({ kind: "sent", scanId: scan.scan_id, code });
      const answer = await staff.delivery.send<ScanAnswer>("/door/scans", () => ({ ...scan, sent_at: new Date().toISOString() }));
      if (answer.kind === "refused") {
        dispatch({ kind: "declined", scanId: scan.scan_id, message: answer.error.message, remedy: answer.error.remedy });
      } else {
        dispatch({ kind: "answer", answer: answer.value, at: Date.now() });
        tell(answer.value);
      }
    },
    async undo({ scan_id }) {
      const undoId = newScanId();
      const answer = await staff.delivery.send(`/scans/${encodeURIComponent(scan_id)}/undo`, () => ({ undo_id: undoId }));
      if (answer.kind === "ok") dispatch({ kind: "undone", scanId: scan_id });
      else staff.trouble.value = { what: answer.error.message, remedy: answer.error.remedy };
    },
  };
}
