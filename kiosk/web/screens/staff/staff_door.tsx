// The way in for staff: the station's name, held for two seconds, by finger or by key. Attendees press it and nothing happens.
import { useEffect, useRef } from "preact/hooks";
import type { KioskTexts } from "../../catalogues";

const HOLD_MS = 2_000;

export function StaffDoor({ texts, name, onOpen }: { texts: KioskTexts; name: string; onOpen: () => void }) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const release = (): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
  };
  const hold = (): void => {
    if (timer.current === undefined) timer.current = setTimeout(onOpen, HOLD_MS);
  };
  useEffect(() => release, []);
  return (
    <button
      type="button"
      class="station-name staff-door"
      aria-description={texts.t("staff.hold")}
      onPointerDown={hold}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      // A finger that is held long asks the browser for its menu.
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") hold(); // again and again while it is held
      }}
      onKeyUp={release}
      onBlur={release}
    >
      <bdi dir="auto">{name}</bdi>
    </button>
  );
}
