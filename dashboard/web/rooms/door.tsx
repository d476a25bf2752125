/** Scans people in at a room's door, with the phone's camera and a wedge scanner at the same time. */
import { Icon } from "@client/icons";
import { type ScanAnswer } from "@client/scans";
import { type CameraState, startScanner } from "@client/scanner/index";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { parts, t } from "../texts";
import { time } from "../times";
import { Back } from "./back";
import { createDoor, type DoorParts } from "./door-parts";
import { DoorResult } from "./door-result";
import { OverrideDialog } from "../parts/override-dialog";
import { roomHref } from "./route";
import { type Staff } from "./staff";

export function DoorPage({ staff, id }: { readonly staff: Staff; readonly id: string }) {
  const parts = useMemo(() => createDoor(staff, id), [staff, id]);
  const { screen, last } = parts.door.value;
  const now = Date.now();
  useEffect(() => parts.dispatch({ kind: "tick", at: now }), [staff.topics.now.value]);
  const [scans, setScans] = useState(0);
  const scan = (code: string): void => {
    setScans((before) => before + 1);
    void parts.scan(code);
  };
  const room = staff.rooms.value?.data.rooms.find((one) => one.id === id);
  return (
    <>
      <main class="room-body door">
        <Back href={roomHref(id)} />
        <h1 class="page-title">{t("door.title")} <bdi dir="auto">{room?.name ?? ""}</bdi></h1>
        <Viewfinder onCode={scan} />
        {/* A wedge scanner's first key still lands in the field that has the focus: every scan begins with an empty one. */}
        <TypeCode key={scans} onCode={scan} />
      </main>
      <footer class="bottom">{last !== null && <Last staff={staff} answer={last} onUndo={() => void parts.undo(last)} />}</footer>
      {screen.kind !== "ready" && screen.kind !== "reason" && (
        <DoorResult screen={screen} isStuck={staff.delivery.isStuck.value} timeZone={staff.timeZone} parts={parts} />
      )}
      {screen.kind === "reason" && <AskReason parts={parts} code={screen.code} />}
    </>
  );
}

function AskReason({ parts, code }: { readonly parts: DoorParts; readonly code: string }) {
  return <OverrideDialog onReason={(reason) => void parts.scan(code, reason)} onClose={() => parts.dispatch({ kind: "close" })} />;
}

function Viewfinder({ onCode }: { readonly onCode: (code: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<CameraState>("starting");
  useEffect(() => {
    if (video.current === null) return undefined;
    return startScanner({ video: video.current, facing: "environment", onCode, onCamera: setCamera });
  }, []);
  return (
    <div class={camera === "on" ? "viewfinder" : "viewfinder is-off"}>
      <video ref={video} muted playsInline aria-label={t("door.camera_view")} hidden={camera !== "on"} />
      <p class="viewfinder-state" role="status">
        <Icon name={camera === "on" || camera === "starting" ? "camera" : "camera_off"} />
        <span>{t(`door.camera.${camera}`)}</span>
      </p>
    </div>
  );
}

/** For a ticket that no camera reads. */
function TypeCode({ onCode }: { readonly onCode: (code: string) => void }) {
  const [code, setCode] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    onCode(code.trim());
    setCode("");
  };
  return (
    <form class="type-code" onSubmit={submit}>
      <label class="field">
        <span>{t("door.type")}</span>
        <input required autoComplete="off" autoCapitalize="characters" spellcheck={false} value={code} onInput={(event) => setCode(event.currentTarget.value)} />
      </label>
      <button class="button is-large" disabled={code.trim() === ""}>{t("door.check")}</button>
    </form>
  );
}

function Last({ staff, answer, onUndo }: { readonly staff: Staff; readonly answer: ScanAnswer; readonly onUndo: () => void }) {
  const name = <bdi dir="auto">{answer.attendee?.name ?? ""}</bdi>;
  return (
    <div class="undo">
      <span>{parts("door.last", { name, time: time(answer.at, staff.timeZone) })}</span>
      <button type="button" class="button" onClick={onUndo}><Icon name="undo" /> {t("common.undo")}</button>
    </div>
  );
}
