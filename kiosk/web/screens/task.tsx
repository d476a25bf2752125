// The screen of whichever task is under way.
import type { KioskTexts } from "../catalogues";
import type { Kiosk } from "../kiosk_parts";
import type { Screen } from "../model";
import type { TaskEvent } from "../tasks";
import { CorrectionFields, CorrectionScreen } from "./correction";
import { Help } from "./help";
import { NoTicketScreen, OtherProof } from "./no_ticket";
import { StaffScreen } from "./staff/staff";
import { TaskFrame } from "./task_frame";
import { WalkInScreen } from "./walk_in";

export interface TaskScreenProps {
  readonly kiosk: Kiosk;
  readonly texts: KioskTexts;
  readonly screen: Extract<Screen, { kind: "task" }>;
}

export function TaskScreen({ kiosk, texts, screen }: TaskScreenProps) {
  const { task, visit } = screen;
  const tell = (event: TaskEvent) => kiosk.dispatch({ kind: "in_task", visit, event, at: performance.now() });
  const frame = {
    texts,
    onLeave: () => kiosk.dispatch({ kind: "task_left" }),
  };
  switch (task.kind) {
    case "correction":
      return (
        <TaskFrame {...frame} title={texts.t("correction.title")} foot={<CorrectionFields texts={texts} task={task} tell={tell} />}>
          <CorrectionScreen texts={texts} task={task} tell={tell} onLook={() => kiosk.dispatch({ kind: "badge_looked_at" })} onLeave={frame.onLeave} />
        </TaskFrame>
      );
    case "help":
      return (
        <TaskFrame {...frame} title={texts.t("help.title")}>
          <Help texts={texts} help={task} onAgain={() => tell({ task: "help", kind: "called_again" })} />
        </TaskFrame>
      );
    case "staff":
      return <StaffScreen kiosk={kiosk} texts={texts} staff={task} tell={(news) => tell({ task: "staff", ...news })} />;
    case "no_ticket":
      return (
        <TaskFrame
          {...frame}
          title={texts.t("no_ticket.title")}
          onLeave={task.state === "proof" ? () => tell({ task: "no_ticket", kind: "went_back" }) : frame.onLeave}
          foot={<OtherProof texts={texts} task={task} tell={tell} />}
        >
          <NoTicketScreen texts={texts} task={task} tell={tell} onHelp={() => callHelp(kiosk)} />
        </TaskFrame>
      );
    case "walk_in":
      return <WalkInScreen texts={texts} task={task} tell={(news) => tell({ task: "walk_in", ...news })} onHelp={() => callHelp(kiosk)} />;
  }
}

/** From one task to another, in the language that was chosen. */
function callHelp(kiosk: Kiosk): void {
  kiosk.dispatch({ kind: "task_left" });
  kiosk.dispatch({ kind: "task_chosen", task: "help", at: performance.now() });
}
