// Which screen stands where: the start screen stays below a result, so that the camera goes on reading.
import { useLayoutEffect } from "preact/hooks";
import { textsFor } from "./catalogues";
import type { Kiosk } from "./kiosk_parts";
import { spokenLanguage, type Model } from "./machine";
import { Admitted } from "./screens/admitted";
import { Connecting, NotTaken, OutOfOrder, Rehearsal, Unreachable } from "./screens/notices";
import { Pairing } from "./screens/pairing";
import { Refused } from "./screens/refused";
import { Start } from "./screens/start";
import { TaskScreen } from "./screens/task";

export function App({ kiosk }: { kiosk: Kiosk }) {
  const model = kiosk.model.value;
  const language = spokenLanguage(model);
  useLayoutEffect(() => {
    const { direction, t } = textsFor(language);
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    document.title = t("page.title");
  }, [language]);
  useLayoutEffect(() => {
    document.documentElement.dataset["contrast"] = model.isHighContrast ? "more" : "";
  }, [model.isHighContrast]);
  const over = overlay(kiosk, model);
  return (
    <main class="kiosk">
      {isRehearsal(kiosk, model) && <Rehearsal texts={textsFor(language)} />}
      <div class="stage">
        {isOpen(model) && <Start kiosk={kiosk} isCovered={over !== null} />}
        {over}
      </div>
    </main>
  );
}

function isOpen(model: Model): boolean {
  const { kind } = model.screen;
  return kind !== "connecting" && kind !== "pairing" && kind !== "out_of_order";
}

/** The answer's own word counts too: the event may have been opened since the scan was made. */
function isRehearsal(kiosk: Kiosk, { screen }: Model): boolean {
  const wasRehearsal = (screen.kind === "admitted" || screen.kind === "refused") && screen.answer.rehearsal;
  return wasRehearsal || kiosk.event.value?.opened === false;
}

function overlay(kiosk: Kiosk, model: Model) {
  const { screen } = model;
  const texts = textsFor(spokenLanguage(model));
  const dismiss = () => kiosk.dispatch({ kind: "dismissed" });
  switch (screen.kind) {
    case "connecting":
      return <Connecting texts={texts} />;
    case "pairing":
      return <Pairing texts={texts} screen={screen} onCode={(code) => kiosk.dispatch({ kind: "pairing_code_entered", code })} />;
    case "out_of_order":
      return <OutOfOrder texts={texts} />;
    case "unreachable":
      return <Unreachable texts={texts} onDismiss={dismiss} />;
    case "admitted":
      return (
        <Admitted key={screen.answer.scan_id} texts={texts} screen={screen} timeZone={kiosk.event.value?.time_zone ?? "UTC"} printerHere={model.printer} />
      );
    case "refused":
      return <Refused key={screen.answer.scan_id} texts={texts} screen={screen} event={kiosk.event.value} now={kiosk.clock.now()} onDismiss={dismiss} />;
    case "not_taken":
      return <NotTaken texts={texts} until={screen.until} onDismiss={dismiss} />;
    case "task":
      return <TaskScreen key={screen.visit} kiosk={kiosk} texts={texts} screen={screen} />;
    case "start":
    case "sending":
      return null;
  }
}
