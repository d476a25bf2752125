import type { KioskTexts } from "../catalogues";
import type { HelpCall } from "../tasks/help_call";

/** Says honestly how far the call has come: sent, heard by whom, or not sent at all. */
export function Help({ texts, help, onAgain }: { texts: KioskTexts; help: HelpCall; onAgain: () => void }) {
  return (
    <>
      <p class="task-huge" role="status">
        {texts.parts(`help.${help.state}`, { by: <bdi dir="auto">{help.by}</bdi> })}
      </p>
      {help.state === "not_called" && (
        <button type="button" class="choice" onClick={onAgain}>
          {texts.t("help.call_again")}
        </button>
      )}
    </>
  );
}
