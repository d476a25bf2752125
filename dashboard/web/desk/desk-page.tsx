/** The desk: one field that takes everything, and one person's card beside it. By keyboard alone. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { mayDesk } from "../me";
import { Empty } from "../parts/empty";
import { HelpCalls } from "../parts/help-calls";
import { type HelpDesk } from "../parts/help-desk";
import { TopBar } from "../parts/top-bar";
import { Trouble } from "../parts/trouble";
import { UndoBar } from "../parts/undo";
import { t } from "../texts";
import { type Action } from "./actions";
import { CardPanel } from "./card-panel";
import { type Counter } from "./counter";
import { isCard } from "./desk-machine";
import { DeskDialogs } from "./dialogs";
import { type GroupQuestion } from "./group";
import { GroupDialog } from "./group-dialog";
import { reinstate } from "./registration";
import { commandOf, FIELD_ID, focusIn, listenToDesk, type Command } from "./keyboard";
import { OutcomeBanner } from "./outcome";
import { SearchPanel } from "./search-panel";

export function DeskPage({ counter, help, onSignOut }: { readonly counter: Counter; readonly help: HelpDesk; readonly onSignOut: () => void }) {
  const { topics, me, delivery } = counter;
  const event = counter.totals.value?.data.event ?? me.event;
  return (
    <div class={topics.stale.value ? "desk is-stale" : "desk"}>
      <TopBar event={event} topics={topics} delivery={delivery} role={me.account.role} onSignOut={onSignOut} />
      <HelpCalls help={help} now={topics.now.value} />
      {mayDesk(me.account.role) ? <Counters counter={counter} timeZone={event.time_zone} /> : <main class="desk-alone"><Empty what={t("desk.not_yours")} begin={t("desk.not_yours_next")} /></main>}
    </div>
  );
}

function Counters({ counter, timeZone }: { readonly counter: Counter; readonly timeZone: string }) {
  const desk = counter.desk.value;
  const [question, setQuestion] = useState<GroupQuestion | null>(null);
  useKeys(counter);
  useFocus(counter);
  const isBeside = desk.open !== null || desk.outcome !== null;
  return (
    <main class={isBeside ? "desk-body has-card" : "desk-body"}>
      <h1 class="for-readers">{t("desk.title")}</h1>
      <SearchPanel counter={counter} timeZone={timeZone} onGroup={setQuestion} />
      <section class="desk-beside" aria-label={t("desk.card")}>
        <Trouble trouble={counter.trouble.value} />
        {isBeside && <button type="button" class="button is-quiet desk-back" onClick={() => back(counter)}>{t("desk.back")} <kbd class="key" aria-hidden="true">{t("desk.key.escape")}</kbd></button>}
        {desk.outcome !== null && <OutcomeBanner counter={counter} outcome={desk.outcome} timeZone={timeZone} onNext={() => next(counter)} />}
        {desk.open !== null && <CardPanel counter={counter} timeZone={timeZone} onAction={(action) => act(counter, action)} onGroup={setQuestion} />}
        {!isBeside && <Empty what={t("desk.no_card")} begin={t("desk.no_card_begin")} />}
      </section>
      <footer class="desk-undo"><UndoBar undo={counter.undo} /></footer>
      <DeskDialogs counter={counter} />
      {question !== null && <GroupDialog counter={counter} question={question} timeZone={timeZone} onClose={() => setQuestion(null)} />}
    </main>
  );
}

function useKeys(counter: Counter): void {
  useLayoutEffect(
    () =>
      listenToDesk(window, {
        focus: () => focusIn(document),
        onCode: (code) => void counter.scan(code),
        commandOf: (press, focus) => commandOf(press, focus, counter.desk.peek()),
        onCommand: (command) => run(counter, command),
      }),
    [counter],
  );
}

/**
 * The field has the focus while somebody is looked for, the name while somebody is looked after: before the page is
 * painted, so that no key of a quick hand means what was there before.
 */
function useFocus(counter: Counter): void {
  const { open, card, outcome } = counter.desk.value;
  const isRead = isCard(card);
  const before = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (open === null && outcome === null) field()?.focus();
    else if (open !== null && isRead && before.current !== open) {
      before.current = open;
      document.getElementById("desk-name")?.focus();
    }
    if (open === null) before.current = null;
  }, [open, isRead, outcome === null]);
}

function run(counter: Counter, command: Command): void {
  switch (command.kind) {
    case "field":
      return select();
    case "back":
      return back(counter);
    case "next":
      return next(counter);
    case "undo":
      return takeBack(counter);
    case "walk_in":
      return counter.dispatch({ kind: "ask", dialog: "walk_in" });
    case "wait":
      return counter.dispatch({ kind: "waits" });
    case "move":
      return counter.dispatch({ kind: "moved", by: command.by });
    case "open":
      return counter.open(command.id);
    case "action":
      return act(counter, command.action);
  }
}

function act(counter: Counter, action: Action): void {
  if (action === "check_in") void counter.check("in");
  else if (action === "check_out") void counter.check("out");
  else if (action === "reinstate") void reinstate(counter);
  else counter.dispatch({ kind: "ask", dialog: action });
}

/** From the card back to the list, from the list to an empty field. */
function back(counter: Counter): void {
  const { open, outcome } = counter.desk.peek();
  if (open === null && outcome === null) counter.type("");
  counter.close();
  select();
}

function next(counter: Counter): void {
  counter.close();
  counter.type("");
  select();
}

function takeBack({ undo }: Counter): void {
  const act = undo.peek()?.act ?? null;
  if (act === null) return; // what is said of something that cannot be taken back stays to be read
  undo.value = null;
  act();
}

function select(): void {
  field()?.focus();
  field()?.select();
}

function field(): HTMLInputElement | null {
  const found = document.getElementById(FIELD_ID);
  return found instanceof HTMLInputElement ? found : null;
}
