// Which screen stands where: the start screen stays below a result, so that the camera goes on reading.
import { useLayoutEffect } from "preact/hooks";
import { AccessCorner } from "./access/corner";
import { useFocusOn, walkByArrows } from "./access/focus";
import type { Access, AccessEvent } from "./access/modes";
import { useNarration } from "./access/narration";
import { AccessPanel } from "./access/panel";
import { textsFor, type KioskTexts } from "./catalogues";
import type { Kiosk } from "./kiosk_parts";
import { spokenLanguage } from "./machine";
import type { Model } from "./model";
import { deadline, isUnlimited, TIMES } from "./stays";
import { Admitted } from "./screens/admitted";
import { BadgeCheck, type BadgeCheckProps } from "./screens/badge_check";
import { LetIn, Referred } from "./screens/cut_off";
import { Connecting, Elsewhere, NotTaken, OutOfOrder, Rehearsal, Unreachable } from "./screens/notices";
import { Pairing } from "./screens/pairing";
import { PickupScreen } from "./screens/pickup";
import { Refused } from "./screens/refused";
import { ResultChoices } from "./screens/result";
import { Start } from "./screens/start";
import { StillThere } from "./screens/still_there";
import { TaskScreen } from "./screens/task";
import type { TaskKind } from "./tasks";

export function App({ kiosk }: { kiosk: Kiosk }) {
  const model = kiosk.model.value;
  const language = spokenLanguage(model);
  useLayoutEffect(() => {
    const { direction, t } = textsFor(language);
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    document.title = t("page.title");
  }, [language]);
  useLayoutEffect(() => dress(document.documentElement, model.access), [model.access]);
  const texts = textsFor(language);
  useFocusOn(screenOf(model));
  useNarration(kiosk.voice, texts, model.access, screenOf(model));
  const over = overlay(kiosk, model);
  const choices: ResultChoices = {
    onHelp: () => kiosk.dispatch({ kind: "task_chosen", task: "help", at: performance.now() }),
    onMoreTime: () => kiosk.dispatch({ kind: "more_time", at: performance.now() }),
  };
  const touch = () => kiosk.dispatch({ kind: "touched", at: performance.now() });
  const tell = (event: AccessEvent) => kiosk.dispatch({ kind: "in_access", event, at: performance.now() });
  return (
    <main class="kiosk" onPointerDownCapture={touch} onKeyDownCapture={touch} onKeyDown={(event) => walkByArrows(event, texts.direction)}>
      <div inert={model.isAccessOpen}>{isRehearsal(kiosk, model) && <Rehearsal texts={texts} />}</div>
      <AccessCorner texts={texts} isOpen={model.isAccessOpen} onPress={() => tell({ kind: model.isAccessOpen ? "closed" : "opened" })} />
      <div class="stage" inert={model.isAccessOpen}>
        {isOpen(model) && <Start kiosk={kiosk} isCovered={over !== null} />}
        <ResultChoices.Provider value={choices}>{over}</ResultChoices.Provider>
      </div>
      {model.isAccessOpen && <AccessPanel texts={texts} access={model.access} hasVoice={kiosk.voice.languages.value.has(language)} tell={tell} />}
      <Waiting model={model} texts={texts} onTouch={touch} />
    </main>
  );
}

/** The modes as the stylesheets know them: they hold for every screen, whoever writes it. */
function dress({ dataset }: HTMLElement, access: Access): void {
  dataset["contrast"] = access.highContrast ? "more" : "";
  dataset["text"] = access.largeText ? "large" : "";
  dataset["reach"] = access.lowReach ? "low" : "";
}

/** What makes one screen another, for the focus. */
function screenOf({ screen, isAccessOpen }: Model): string {
  const which = screen.kind === "task" ? screen.visit : "answer" in screen ? screen.answer.scan_id : "scanId" in screen ? screen.scanId : "";
  return `${screen.kind} ${which} ${isAccessOpen ? "access" : ""}`;
}

const WARNING_MS = 10_000;
const LONG_WARNING_MS = 60_000; // for whoever needs long to reach a switch

/** The question whether somebody is still there, where a screen ends because nobody did anything. */
function Waiting({ model, texts, onTouch }: { model: Model; texts: KioskTexts; onTouch: () => void }) {
  const until = deadline(model);
  const isLong = isUnlimited(model);
  if (until === null || (!isLong && !model.isAccessOpen && model.screen.kind !== "task")) return null;
  return <StillThere texts={texts} until={until} warning={isLong ? LONG_WARNING_MS : WARNING_MS} onTouch={onTouch} />;
}

function isOpen(model: Model): boolean {
  const { kind } = model.screen;
  return kind !== "connecting" && kind !== "elsewhere" && kind !== "pairing" && kind !== "out_of_order";
}

/** The answer's own word counts too: the event may have been opened since the scan was made. */
function isRehearsal(kiosk: Kiosk, { screen }: Model): boolean {
  const wasRehearsal = (screen.kind === "admitted" || screen.kind === "refused") && screen.answer.rehearsal;
  return wasRehearsal || (screen.kind === "let_in" && screen.pass.rehearsal) || kiosk.event.value?.opened === false;
}

/** A badge that waits until its owner has looked at what will stand on it. */
function Look({ kiosk, ...props }: { kiosk: Kiosk } & Pick<BadgeCheckProps, "texts" | "screen" | "fields" | "isHeld">) {
  const say = (kind: "badge_right" | "badge_wrong") => () => kiosk.dispatch({ kind, at: performance.now() });
  return <BadgeCheck {...props} onRight={say("badge_right")} onWrong={say("badge_wrong")} onLook={() => kiosk.dispatch({ kind: "badge_looked_at" })} />;
}

function overlay(kiosk: Kiosk, model: Model) {
  const { screen } = model;
  const texts = textsFor(spokenLanguage(model));
  const isHeld = isUnlimited(model);
  const dismiss = () => kiosk.dispatch({ kind: "dismissed" });
  const begin = (task: TaskKind) => kiosk.dispatch({ kind: "task_chosen", task, at: performance.now() });
  switch (screen.kind) {
    case "connecting":
      return <Connecting texts={texts} />;
    case "elsewhere":
      return <Elsewhere texts={texts} />;
    case "pairing":
      return <Pairing texts={texts} screen={screen} scan={kiosk.scan} onCode={(code) => kiosk.dispatch({ kind: "pairing_code_entered", code })} />;
    case "out_of_order":
      return <OutOfOrder texts={texts} stationName={kiosk.stationName.value} onHelp={() => begin("help")} onStaff={() => begin("staff")} />;
    case "unreachable":
      return <Unreachable texts={texts} until={isHeld ? undefined : screen.since + TIMES.unreachable} onDismiss={dismiss} />;
    case "admitted":
      if (screen.answer.badge_check !== null) return <Look kiosk={kiosk} texts={texts} screen={screen} fields={screen.answer.badge_check.fields} isHeld={isHeld} />;
      return (
        <Admitted key={screen.answer.scan_id} texts={texts} screen={screen} timeZone={kiosk.event.value?.time_zone ?? "UTC"} printerHere={model.printer} isHeld={isHeld} onDismiss={dismiss} />
      );
    case "pickup":
      return <PickupScreen key={screen.answer.scan_id} texts={texts} screen={screen} isHeld={isHeld} onDismiss={dismiss} />;
    case "refused":
      return <Refused key={screen.answer.scan_id} texts={texts} screen={screen} event={kiosk.event.value} now={kiosk.clock.now()} isHeld={isHeld} onDismiss={dismiss} />;
    case "let_in":
      return <LetIn key={screen.scanId} texts={texts} screen={screen} isHeld={isHeld} onDismiss={dismiss} />;
    case "referred":
      return <Referred key={screen.scanId} texts={texts} screen={screen} isHeld={isHeld} onDismiss={dismiss} />;
    case "not_taken":
      return <NotTaken texts={texts} until={isHeld ? undefined : screen.until} onDismiss={dismiss} />;
    case "task":
      return <TaskScreen key={screen.visit} kiosk={kiosk} texts={texts} screen={screen} />;
    case "start":
    case "sending":
      return null;
  }
}
