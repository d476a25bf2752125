/** Ticked lists on paper, typed back in: who, when, Enter, and the next. */
import { type Snapshot, type TotalsData } from "@client/snapshots";
import { type Topics } from "@client/topics";
import { type ReadonlySignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { type Me, mayDesk } from "../me";
import { Empty } from "../parts/empty";
import { TopBar } from "../parts/top-bar";
import { t } from "../texts";
import { EntryForm } from "./entry-form";
import { LineList } from "./line-list";
import { isUnsent, waiting } from "./lines";
import { type Typist } from "./typist";

interface PaperPageProps {
  readonly me: Me;
  readonly topics: Topics;
  readonly totals: ReadonlySignal<Snapshot<TotalsData> | null>;
  readonly typist: Typist;
  readonly onSignOut: () => void;
}

export function PaperPage({ me, topics, totals, typist, onSignOut }: PaperPageProps) {
  const event = totals.value?.data.event ?? me.event;
  return (
    <div class={topics.stale.value ? "desk is-stale" : "desk"}>
      <TopBar event={event} topics={topics} delivery={typist.delivery} role={me.account.role} onSignOut={onSignOut} />
      {mayDesk(me.account.role) ? <Typing typist={typist} timeZone={event.time_zone} /> : <main class="desk-alone"><Empty what={t("desk.not_yours")} begin={t("desk.not_yours_next")} /></main>}
    </div>
  );
}

function Typing({ typist, timeZone }: { readonly typist: Typist; readonly timeZone: string }) {
  const [days, setDays] = useState<readonly string[] | null>(null);
  const lines = typist.lines.value;
  const count = waiting(lines).length;
  useEffect(() => {
    void typist.api.get<{ days: readonly string[] }>("/paper/days").then((answer) => setDays(answer.kind === "ok" ? answer.value.days : []));
  }, [typist]);
  useEffect(() => keepOpen(typist), [typist]);
  return (
    <main class="paper">
      <h1 class="paper-title">{t("paper.title")}</h1>
      <p class="soft">{t("paper.what")}</p>
      {days === null && <p class="loading" role="status">{t("common.loading")}</p>}
      {days?.length === 0 && <Empty what={t("paper.no_days")} begin={t("paper.no_days_next")} />}
      {days !== null && days.length > 0 && <EntryForm typist={typist} days={days} />}
      {lines.length === 0 ? <Empty what={t("paper.empty")} begin={t("paper.empty_begin")} /> : <LineList typist={typist} timeZone={timeZone} />}
      <div class="paper-send">
        <button type="button" class="button is-primary" disabled={count === 0} aria-keyshortcuts="Control+Enter" onClick={() => void typist.sendAll()}>
          {t("paper.send", { count })} <kbd class="key" aria-hidden="true">{t("paper.key.send")}</kbd>
        </button>
      </div>
    </main>
  );
}

/** Ctrl+Enter sends from anywhere; what was typed and not sent is not lost without a question. */
function keepOpen(typist: Typist): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void typist.sendAll();
  };
  const onLeave = (event: BeforeUnloadEvent): void => {
    if (isUnsent(typist.lines.peek())) event.preventDefault();
  };
  addEventListener("keydown", onKey);
  addEventListener("beforeunload", onLeave);
  return () => {
    removeEventListener("keydown", onKey);
    removeEventListener("beforeunload", onLeave);
  };
}
