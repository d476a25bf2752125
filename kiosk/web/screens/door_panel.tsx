// A session's door: what is on behind it, how many seats are left, and whether one comes or goes.
import { Icon, type IconName } from "@client/icons";
import { timeOfDay } from "@client/moments";
import type { Direction } from "@client/scans";
import type { DoorData, DoorSession } from "@client/snapshots";
import type { KioskTexts } from "../catalogues";

export interface DoorPanelProps {
  readonly texts: KioskTexts;
  /** Null until the server has told. */
  readonly door: DoorData | null;
  /** Where this is, while the door has not been heard of. */
  readonly placeName: string;
  readonly timeZone: string;
  readonly direction: Direction;
  readonly onDirection: (direction: Direction) => void;
  /** What to do with the code. */
  readonly how: string;
}

const DIRECTIONS: readonly Direction[] = ["in", "out"];

export function DoorPanel({ texts, door, placeName, timeZone, direction, onDirection, how }: DoorPanelProps) {
  return (
    <div class="start-matter door">
      <h1>
        <bdi dir="auto">{door?.name ?? placeName}</bdi>
      </h1>
      {door !== null && <WhatIsOn texts={texts} door={door} timeZone={timeZone} />}
      <div class="door-directions" role="group" aria-label={texts.t("door.direction")}>
        {DIRECTIONS.map((one) => (
          <button key={one} type="button" class="choice" aria-pressed={one === direction} onClick={() => onDirection(one)}>
            {texts.t(`door.${one}`)}
          </button>
        ))}
      </div>
      <p class="door-how">{how}</p>
    </div>
  );
}

function WhatIsOn({ texts, door, timeZone }: { texts: KioskTexts; door: DoorData; timeZone: string }) {
  const at = (moment: string) => timeOfDay(moment, texts.language, timeZone);
  return (
    <>
      <p class="door-state" role="status">
        <Icon name={iconOf(door)} size="1.2em" />
        <span>{stateWords(texts, door, at)}</span>
      </p>
      {(door.current !== null || door.next !== null) && (
        <dl class="door-sessions">
          {door.current !== null && <Session when={texts.t("door.now", { time: at(door.current.ends_at) })} session={door.current} />}
          {door.next !== null && <Session when={texts.t("door.next", { time: at(door.next.starts_at) })} session={door.next} />}
        </dl>
      )}
    </>
  );
}

function Session({ when, session }: { when: string; session: DoorSession }) {
  return (
    <div>
      <dt>{when}</dt>
      {/* A title of another direction is cut at its own end. */}
      <dd dir="auto">{session.title}</dd>
    </div>
  );
}

function iconOf({ state, seats_left }: DoorData): IconName {
  if (state === "open") return seats_left === 0 ? "look" : "door";
  return state === "preparing" || state === "not_yet" ? "clock" : "stop";
}

/** Why nobody is let in now, else how many more may come. */
export function stateWords(texts: KioskTexts, { state, opens_at, seats_left, estimated }: DoorData, at: (moment: string) => string): string {
  if (state === "not_yet") return opens_at === null ? texts.t("door.over") : texts.t("door.not_yet", { time: at(opens_at) });
  if (state !== "open") return texts.t(`door.${state}`);
  if (seats_left === null) return texts.t("door.open");
  if (seats_left === 0) return texts.t(estimated ? "door.seats_about_none" : "door.seats_none");
  return texts.t(estimated ? "door.seats_about" : "door.seats", { count: seats_left });
}
