/** What is missing before the doors open, and the one button that ends the rehearsal. */
import { moment } from "@client/moments";
import { Icon, type IconName } from "@client/icons";
import { useState } from "preact/hooks";
import { Confirm } from "../parts/confirm";
import { known, LANGUAGE, parts, t } from "../texts";
import { isWithout, type Item, type State, whereOf, worstFirst } from "./ready";
import { type Setup } from "./setup";

const ICONS: Readonly<Record<State, IconName>> = { missing: "stop", look: "look", ok: "check_circle" };

export function ReadySection({ setup }: { readonly setup: Setup }) {
  const items = setup.ready.value;
  return (
    <>
      {items === null ? <p class="soft" role="status">{t("ready.asking")}</p> : <ul class="ready-list">{worstFirst(items).map((item) => <Line key={item.id} item={item} />)}</ul>}
      <Opening setup={setup} items={items ?? []} />
    </>
  );
}

function Line({ item }: { readonly item: Item }) {
  const { id, state, count, examples = [] } = item;
  const where = whereOf(id);
  const text = state === "ok" ? known(`ready.${id}.ok`, "ready.other", { count, id }) : known(`ready.${id}.open`, "ready.other", { count, id });
  return (
    <li class={`ready-line is-${state}`}>
      <Icon name={ICONS[state]} label={t(`ready.state.${state}`)} />
      <div class="ready-text">
        <p class="ready-what">{text}</p>
        {state !== "ok" && <p class="soft">{known(`ready.${id}.next`, "ready.other_next")}</p>}
        {examples.length > 0 && <p dir="auto" class="soft">{examples.join(" · ")}</p>}
      </div>
      {state !== "ok" && where !== null && <a class="button" href={where}>{t("ready.go")}<span class="for-readers"> {text}</span></a>}
    </li>
  );
}

function Opening({ setup, items }: { readonly setup: Setup; readonly items: readonly Item[] }) {
  const { event, settings } = setup.document.value;
  const [isAsked, setAsked] = useState(false);
  if (event.opened) {
    const since = event.opened_at === null ? "" : moment(event.opened_at, setup.topics.now.value, LANGUAGE, settings.time_zone.value);
    return <p class="opened"><Icon name="check_circle" /> <span>{parts("ready.opened", { since })}</span></p>;
  }
  const open = async () => {
    const answer = await setup.api.post("/event/open");
    if (answer.kind === "ok") await setup.refresh();
    return answer;
  };
  return (
    <div class="open-event">
      <button type="button" class="button is-primary" onClick={() => setAsked(true)}>{t("rehearsal.open")}</button>
      <p class="soft">{t(isWithout(items, "missing") ? "ready.may_open" : "ready.better_wait")}</p>
      {isAsked && <Confirm title={t("rehearsal.confirm_title", { event: settings.name.value })} text={t("rehearsal.confirm_text")} action={t("rehearsal.open")} act={open} onClose={() => setAsked(false)} />}
    </div>
  );
}
