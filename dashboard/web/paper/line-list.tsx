/** The lines of this page, the newest first: what waits, what counts, what was refused and why. */
import { Icon, type IconName } from "@client/icons";
import { isReason, type ScanAnswer } from "@client/scans";
import { useState } from "preact/hooks";
import { OverrideDialog } from "../parts/override-dialog";
import { t } from "../texts";
import { time } from "../times";
import { isTwice, type Line } from "./lines";
import { type Typist } from "./typist";

export function LineList({ typist, timeZone }: { readonly typist: Typist; readonly timeZone: string }) {
  const [asking, setAsking] = useState<Line | null>(null);
  const lines = typist.lines.value;
  const setAside = (reason: string): void => {
    if (asking !== null) void typist.setAside(asking, reason);
    setAsking(null);
  };
  return (
    <section class="paper-lines" aria-labelledby="paper-lines">
      <h2 id="paper-lines" class="section-title">{t("paper.lines", { count: lines.length })}</h2>
      <ol>
        {lines.map((line) => (
          <li key={line.id} class={`paper-line is-${tone(line)}`}>
            <span class="paper-when">{line.time}</span>
            <div class="paper-who">
              <p><bdi dir="auto">{name(line)}</bdi> <span class="soft">{line.day}</span></p>
              <Outcome line={line} isTwice={line.state.kind === "typed" && isTwice(lines, line)} timeZone={timeZone} />
            </div>
            <Choices typist={typist} line={line} onAsk={() => setAsking(line)} />
          </li>
        ))}
      </ol>
      {asking !== null && <OverrideDialog onReason={setAside} onClose={() => setAsking(null)} />}
    </section>
  );
}

function Choices({ typist, line, onAsk }: { readonly typist: Typist; readonly line: Line; readonly onAsk: () => void }) {
  const { state } = line;
  if (state.kind === "sending") return null;
  const isAdmitted = state.kind === "answered" && state.answer.outcome === "admitted";
  const who = name(line);
  return (
    <div class="paper-choices">
      {state.kind === "answered" && state.answer.overridable && <button type="button" class="button" aria-label={t("paper.aside_name", { name: who })} onClick={onAsk}>{t("paper.aside")}</button>}
      {isAdmitted && <button type="button" class="button is-quiet" aria-label={t("paper.undo_name", { name: who })} onClick={() => void typist.undo(line)}>{t("common.undo")}</button>}
      <button type="button" class="button is-quiet" aria-label={t(state.kind === "typed" ? "paper.take_out_name" : "paper.hide_name", { name: who })} onClick={() => typist.takeOut(line)}>
        {t(state.kind === "typed" ? "paper.take_out" : "paper.hide")}
      </button>
    </div>
  );
}

function Outcome({ line: { state }, isTwice, timeZone }: { readonly line: Line; readonly isTwice: boolean; readonly timeZone: string }) {
  switch (state.kind) {
    case "typed":
      return <Said icon="clock" text={t(isTwice ? "paper.twice" : "paper.waits")} />;
    case "sending":
      return <Said icon="clock" text={t("paper.sending")} />;
    case "undone":
      return <Said icon="undo" text={t("desk.undone")} />;
    case "declined":
      return <Said icon="look" text={`${state.trouble.what} ${state.trouble.remedy}`} />;
    case "answered":
      return <Said icon={state.answer.outcome === "admitted" ? "check" : "look"} text={answered(state.answer, timeZone)} />;
  }
}

function Said({ icon, text }: { readonly icon: IconName; readonly text: string }) {
  return <p class="paper-said" role="status"><Icon name={icon} /> <span>{text}</span></p>;
}

function answered({ outcome, reason, first, rehearsal }: ScanAnswer, timeZone: string): string {
  if (outcome === "admitted") return t(rehearsal ? "paper.rehearsed" : "paper.counts");
  const known = isReason(reason) ? reason : "other";
  const before = first === null ? "" : ` ${t("door.first", { time: time(first.at, timeZone), place: first.place, station: first.station })}`;
  return `${t(`reason.${known}.title`)}${before}`;
}

function name({ who, state }: Line): string {
  if (who.kind === "person") return who.person.name;
  if (state.kind === "answered" && state.answer.attendee !== null) return state.answer.attendee.name;
  return t("paper.ticket", { ends: who.code.slice(-4) });
}

function tone({ state }: Line): "go" | "look" | "calm" {
  if (state.kind === "answered") return state.answer.outcome === "admitted" ? "go" : "look";
  return state.kind === "declined" ? "look" : "calm";
}
