// What every task's screen shares: a title, its matter, the way back, and the countdown before it ends by itself.
import { Icon } from "@client/icons";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { KioskTexts } from "../catalogues";
import { TIMES } from "../machine";

export interface TaskFrameProps {
  readonly texts: KioskTexts;
  readonly title: string;
  /** When somebody last did something here, monotonic ms. */
  readonly touchedAt: number;
  readonly onTouch: () => void;
  readonly onLeave: () => void;
  readonly children: ComponentChildren;
  /** Buttons at the bottom, the most likely one last. */
  readonly foot?: ComponentChildren;
}

/** Every touch and key inside counts as somebody being there. */
export function TaskFrame({ texts, title, touchedAt, onTouch, onLeave, children, foot }: TaskFrameProps) {
  return (
    <section class="task" lang={texts.language} dir={texts.direction} onPointerDown={onTouch} onKeyDown={onTouch}>
      <header class="task-head">
        <button type="button" class="choice task-back" onClick={onLeave}>
          <Icon name="back" />
          <span>{texts.t("task.back")}</span>
        </button>
        <h1>{title}</h1>
      </header>
      <div class="task-matter">{children}</div>
      {foot !== undefined && <footer class="task-foot">{foot}</footer>}
      <StillThere texts={texts} touchedAt={touchedAt} onTouch={onTouch} />
    </section>
  );
}

const WARNING_MS = 10_000;
const TICK_MS = 250;

/** Asks for a sign of life before the task ends, and what was typed with it. */
function StillThere({ texts, touchedAt, onTouch }: Pick<TaskFrameProps, "texts" | "touchedAt" | "onTouch">) {
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const left = touchedAt + TIMES.idle - now;
  if (left > WARNING_MS) return null;
  return (
    <div class="still-there" role="alertdialog" aria-labelledby="still-there">
      <p id="still-there">{texts.t("task.still_there")}</p>
      <p role="timer" aria-live="off">{texts.t("result.back", { seconds: Math.max(0, Math.ceil(left / 1000)) })}</p>
      <button type="button" class="choice" onClick={onTouch}>
        {texts.t("task.more_time")}
      </button>
    </div>
  );
}
