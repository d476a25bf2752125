import { Icon } from "@client/icons";
import type { CameraState } from "@client/scanner";
import type { Direction } from "@client/scans";
import type { StationEvent } from "@client/snapshots";
import { ownName } from "@client/texts";
import { textsFor, type KioskTexts } from "../catalogues";
import type { Kiosk } from "../kiosk_parts";
import type { TaskKind } from "../tasks";
import { useState } from "preact/hooks";
import { DoorPanel } from "./door_panel";
import { HowToHold } from "./how_to_hold";
import { StaffDoor } from "./staff/staff_door";
import { Viewfinder } from "./viewfinder";

/** More than these go below the whole screen: beside the camera they would push out what to do. */
const FEW_LANGUAGES = 4;

/** Stays alive below a result (`isCovered`): it holds the camera, and nothing of any attendee. */
export function Start({ kiosk, isCovered }: { kiosk: Kiosk; isCovered: boolean }) {
  const model = kiosk.model.value;
  const event = kiosk.event.value;
  const texts = textsFor(model.language);
  const [camera, setCamera] = useState<CameraState>("starting");
  const areMany = model.languages.length > FEW_LANGUAGES;
  const isOn = camera === "on" || camera === "starting";
  const how = texts.t(isOn ? "start.how_camera" : "start.how_scanner");
  return (
    <section class="start" lang={model.language} dir={texts.direction} inert={isCovered}>
      <div class="start-panel">
        <header class="start-head">
          <div class="event-head">
            <Logo event={event} />
            <p class="event-name">
              <bdi dir="auto">{event?.name}</bdi>
            </p>
          </div>
          <StaffDoor texts={texts} name={kiosk.stationName.value} onOpen={() => kiosk.dispatch({ kind: "task_chosen", task: "staff", at: performance.now() })} />
        </header>
        {model.mode === "door" ? <AtDoor kiosk={kiosk} texts={texts} how={how} /> : <AtEntrance texts={texts} how={how} />}
        {!areMany && <Languages kiosk={kiosk} texts={texts} />}
      </div>
      <Viewfinder
        texts={texts}
        camera={camera}
        isReading={model.screen.kind === "sending"}
        onCode={(code) => kiosk.read(code)}
        onCamera={setCamera}
        note={<ServerNote kiosk={kiosk} texts={texts} />}
        scan={kiosk.scan}
      />
      <footer class="start-strip">
        <Tasks kiosk={kiosk} texts={texts} />
        {areMany && <Languages kiosk={kiosk} texts={texts} />}
      </footer>
    </section>
  );
}

function AtEntrance({ texts, how }: { texts: KioskTexts; how: string }) {
  return (
    <div class="start-matter">
      <h1>{texts.t("start.title")}</h1>
      <div class="start-how">
        <HowToHold />
        <p>{how}</p>
      </div>
    </div>
  );
}

function AtDoor({ kiosk, texts, how }: { kiosk: Kiosk; texts: KioskTexts; how: string }) {
  const choose = (direction: Direction) => kiosk.dispatch({ kind: "direction_chosen", direction, at: performance.now() });
  return (
    <DoorPanel
      texts={texts}
      door={kiosk.door.value}
      placeName={kiosk.stationName.value}
      timeZone={kiosk.event.value?.time_zone ?? "UTC"}
      direction={kiosk.model.value.direction}
      onDirection={choose}
      how={how}
    />
  );
}

/** The organiser's picture; on white, because it was drawn for paper. The name stands beside it, so it says nothing. */
function Logo({ event }: { event: StationEvent | null }) {
  const [broken, setBroken] = useState(0);
  const logo = event?.logo ?? null;
  if (logo === null || logo.version === broken) return null;
  const { version, width, height } = logo;
  return <img class="event-logo" src={`/api/v1/event/logo?v=${version}`} alt="" width={width} height={height} onError={() => setBroken(version)} />;
}

function Languages({ kiosk, texts }: { kiosk: Kiosk; texts: KioskTexts }) {
  const { languages, language } = kiosk.model.value;
  if (languages.length < 2) return null;
  const choose = (one: string) => kiosk.dispatch({ kind: "language_chosen", language: one, at: performance.now() });
  return (
    <div class="languages" role="group" aria-label={texts.t("start.language")}>
      {languages.map((one) => (
        <button key={one} type="button" class="choice" lang={one} dir={textsFor(one).direction} aria-pressed={one === language} onClick={() => choose(one)}>
          {ownName(one)}
        </button>
      ))}
    </div>
  );
}

/** What can be done here beside scanning; help stands last in every language. */
function Tasks({ kiosk, texts }: { kiosk: Kiosk; texts: KioskTexts }) {
  const { offers } = kiosk.model.value;
  const choose = (task: TaskKind) => kiosk.dispatch({ kind: "task_chosen", task, at: performance.now() });
  return (
    <div class="start-tasks">
      {offers.includes("no_ticket") && (
        <button type="button" class="choice" onClick={() => choose("no_ticket")}>
          {texts.t("no_ticket.title")}
        </button>
      )}
      {offers.includes("walk_in") && (
        <button type="button" class="choice" onClick={() => choose("walk_in")}>
          {texts.t("walk_in.title")}
        </button>
      )}
      <button type="button" class="choice start-help" onClick={() => choose("help")}>
        <Icon name="help" />
        <span>{texts.t("help.title")}</span>
      </button>
    </div>
  );
}

/** That the server is out of reach, how many scans wait for it, what this device cannot do; nothing while all is well. */
function ServerNote({ kiosk, texts }: { kiosk: Kiosk; texts: KioskTexts }) {
  const count = kiosk.waiting.value;
  const notes = [
    kiosk.isServerSilent.value && texts.t(kiosk.ownMeans.value === "ready" ? "start.cut_off" : "start.server_silent"),
    kiosk.isServerSilent.value && count > 0 && texts.t("start.waiting", { count }),
    kiosk.ownMeans.value === "none" && texts.t("start.needs_server"),
    kiosk.isFull.value && texts.t("start.storage_full"),
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return (
    <p class="server-note" role="status">
      <Icon name={kiosk.isServerSilent.value ? "unreachable" : "look"} />
      <span>{notes.join(" ")}</span>
    </p>
  );
}
