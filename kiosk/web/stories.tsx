// The page of stories: `#<screen>/<language>` shows one screen as a kiosk does, without a camera or a server;
// `#<screen>/<language>/largeText+lowReach` in these modes; no fragment lists them all.
import "@client/base.css";
import "./kiosk.css";
import "./screens/start.css";
import "./screens/door.css";
import "./screens/pairing.css";
import "./screens/staff/staff.css";
import "./tasks/tasks.css";
import "./keyboard/keyboard.css";
import "./screens/no_ticket.css";
import "./screens/badge_check.css";
import "./screens/walk_in.css";
import "./access/access.css";
import "./stories.css";
import { applyAccent } from "@client/accent";
import { createServerClock } from "@client/clock";
import { ownName } from "@client/texts";
import { signal } from "@preact/signals";
import { render } from "preact";
import { App } from "./app";
import { CATALOGUES } from "./catalogues";
import type { Kiosk } from "./kiosk_parts";
import type { Model } from "./model";
import { EVENT, STORIES, told, type Story } from "./stories";

const LANGUAGES = Object.keys(CATALOGUES);

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no #app to draw into");
document.documentElement.dataset["theme"] = "light";
applyAccent(document.documentElement, EVENT.accent);

function kioskOf(story: Story, language: string, modes: readonly string[]): Kiosk {
  return {
    model: signal(inModes(told(story, LANGUAGES, language, performance.now()), modes)),
    event: signal(EVENT),
    stationName: signal("Entrance A"),
    door: signal(story.door),
    waiting: signal(story.waiting ?? 0),
    isServerSilent: signal(story.waiting !== null),
    ownMeans: signal(story.ownMeans),
    isFull: signal(story.isFull),
    clock: createServerClock(),
    scan: ({ onCamera }) => {
      onCamera(story.camera);
      return () => undefined;
    },
    voice: { languages: signal(new Set(story.hasVoice ? LANGUAGES : [])), say: () => undefined, silence: () => undefined },
    dispatch: () => undefined,
    read: () => undefined,
    start: () => undefined,
    isAtRest: () => false,
  };
}

function inModes(model: Model, modes: readonly string[]): Model {
  return { ...model, access: { ...model.access, ...Object.fromEntries(modes.map((mode) => [mode, true])) } };
}

function Contents() {
  return (
    <main class="stories">
      <h1>Every screen of the kiosk</h1>
      {Object.keys(STORIES).map((name) => (
        <p key={name}>
          <strong>{name}</strong>
          {LANGUAGES.map((language) => (
            <a key={language} href={`#${name}/${language}`} lang={language}>
              {ownName(language)}
            </a>
          ))}
        </p>
      ))}
    </main>
  );
}

function tell(): void {
  const [name = "", language = "en", modes = ""] = location.hash.slice(1).split("/");
  const story = STORIES[name];
  document.documentElement.dataset["story"] = story === undefined ? "" : name;
  render(story === undefined ? <Contents /> : <App key={location.hash} kiosk={kioskOf(story, language, modes.split("+").filter(Boolean))} />, root as HTMLElement);
}

window.addEventListener("hashchange", tell);
tell();
