/** Calls for help on a page of staff, above everything else: where, since when, who comes. */
import { timeSince } from "@client/countdown";
import { Icon } from "@client/icons";
import { type HelpCall } from "@client/snapshots";
import { parts, spanText, t } from "../texts";
import { isOverdue, type HelpDesk } from "./help-desk";
import { Trouble } from "./trouble";
import "./help-calls.css";

export function HelpCalls({ help, now }: { readonly help: HelpDesk; readonly now: number }) {
  const calls = help.calls.value?.data.calls ?? [];
  return (
    <section class="help-calls" aria-label={t("help.title")}>
      <Trouble trouble={help.trouble.value} />
      <ul role="alert">
        {calls.map((call) => (
          <li key={call.id} class={isOverdue(call, now) ? "help-call is-overdue" : "help-call"}>
            <Icon name="help" />
            <div class="help-what">
              <p class="help-where"><bdi dir="auto">{call.station.name}</bdi> <span class="help-place" dir="auto">{call.place.name}</span></p>
              <p><HelpState call={call} now={now} /></p>
            </div>
            <HelpActions call={call} help={help} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who comes, or for how long nobody has said so. */
export function HelpState({ call, now }: { readonly call: HelpCall; readonly now: number }) {
  if (call.answered !== null) return <>{parts("help.coming", { by: <bdi dir="auto">{call.answered.by}</bdi> })}</>;
  const span = spanText(timeSince(Date.parse(call.called_at), now));
  return <>{t(isOverdue(call, now) ? "help.overdue" : "help.waits", { span })}</>;
}

export function HelpActions({ call, help }: { readonly call: HelpCall; readonly help: HelpDesk }) {
  if (!help.mayCome) return null;
  return (
    <div class="help-actions">
      {call.answered === null
        ? <button type="button" class="button" onClick={() => help.answer(call)}>{t("help.come")}</button>
        : <button type="button" class="button" onClick={() => help.close(call)}>{t("help.done")}</button>}
    </div>
  );
}
