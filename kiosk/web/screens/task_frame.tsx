// What every task's screen shares: a title, its matter, the way back, and a row of buttons.
import { Icon } from "@client/icons";
import type { ComponentChildren } from "preact";
import type { KioskTexts } from "../catalogues";

export interface TaskFrameProps {
  readonly texts: KioskTexts;
  readonly title: string;
  readonly onLeave: () => void;
  readonly children: ComponentChildren;
  /** Buttons at the bottom, the most likely one last. */
  readonly foot?: ComponentChildren;
}

/** The foot is there without buttons too: the way to the accessibility panel stands in its corner. */
export function TaskFrame({ texts, title, onLeave, children, foot }: TaskFrameProps) {
  return (
    <section class="task" lang={texts.language} dir={texts.direction}>
      <header class="task-head">
        <button type="button" class="choice task-back" onClick={onLeave}>
          <Icon name="back" />
          <span>{texts.t("task.back")}</span>
        </button>
        <h1>{title}</h1>
      </header>
      <div class="task-matter">{children}</div>
      <footer class="task-foot">{foot}</footer>
    </section>
  );
}
