/** Import: choose a file, look at what was recognised, check, import. One step at a time, each with the way back. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { Icon } from "@client/icons";
import { type Snapshot, type TotalsData } from "@client/snapshots";
import { type Topics } from "@client/topics";
import { type Me } from "../me";
import { TopBar } from "../parts/top-bar";
import { Trouble } from "../parts/trouble";
import { t } from "../texts";
import { type Bringing } from "./bringing";
import { CheckStep } from "./check-step";
import { ChooseStep } from "./choose-step";
import { ColumnsStep } from "./columns-step";
import { ScheduleStep } from "./schedule-step";
import { columnsOf, isBusy, type Taken, takenAtFirst, type Told } from "./told";

interface ImportPageProps {
  readonly me: Me;
  readonly topics: Topics;
  readonly totals: ReadonlySignal<Snapshot<TotalsData> | null>;
  readonly bringing: Bringing;
  readonly onSignOut: () => void;
}

export function ImportPage({ me, topics, totals, bringing, onSignOut }: ImportPageProps) {
  const told = bringing.told.value;
  const delivery = { waiting: useSignal(0), isStuck: useSignal(false) };
  return (
    <div class={topics.stale.value ? "import-page is-stale" : "import-page"}>
      <TopBar event={totals.value?.data.event ?? me.event} topics={topics} delivery={delivery} role={me.account.role} onSignOut={onSignOut} />
      <main class="import">
        <h1 class="import-title">{t("import.title")}</h1>
        <Trouble trouble={bringing.trouble.value} />
        {told === null ? <ChooseStep bringing={bringing} /> : <InHand told={told} bringing={bringing} />}
      </main>
    </div>
  );
}

function InHand({ told, bringing }: { readonly told: Told; readonly bringing: Bringing }) {
  return (
    <>
      <div class="import-file">
        <p><bdi dir="auto">{told.name}</bdi></p>
        {told.state !== "done" && (
          <button type="button" class="button" onClick={() => void bringing.drop()}>
            <Icon name="cross" /> {isBusy(told) ? t("import.cancel") : t("import.other_file")}
          </button>
        )}
      </div>
      <p class="import-progress" role="status">{isBusy(told) && progress(told)}</p>
      {told.error !== null && <Trouble trouble={{ what: told.error.message, remedy: told.error.remedy }} />}
      <Step key={told.id} told={told} bringing={bringing} />
    </>
  );
}

function Step({ told, bringing }: { readonly told: Told; readonly bringing: Bringing }) {
  const { found } = told;
  const taken = useSignal<Taken | null>(null);
  const isChanged = useSignal(false); // since the check: what it said is not true of these columns
  if (told.state === "done") return <Done told={told} bringing={bringing} />;
  if (found === null || isBusy(told)) return null;
  if (found.kind === "schedule") return <ScheduleStep found={found} onImport={() => void bringing.run(false)} />;
  const columns = taken.value ?? takenAtFirst(found);
  const check = (choices: Told["choices"]): void => {
    isChanged.value = false;
    void bringing.check(columnsOf(found, columns), choices);
  };
  const take = (changed: Taken): void => {
    isChanged.value = true;
    taken.value = changed;
  };
  return (
    <>
      <ColumnsStep found={found} taken={columns} onTake={take} onCheck={() => check(told.choices)} />
      {told.state === "checked" && told.result !== null && !isChanged.value && (
        <CheckStep told={told} result={told.result} onChoose={check} onImport={(confirmed) => void bringing.run(confirmed)} />
      )}
    </>
  );
}

function Done({ told, bringing }: { readonly told: Told; readonly bringing: Bringing }) {
  const values = { added: 0, changed: 0, unchanged: 0, refused: 0, kept: 0, overruled: 0, missing: 0, ...told.counts };
  const isSchedule = told.found?.kind === "schedule";
  return (
    <section class="import-step">
      <p class="import-done"><Icon name="check_circle" /> {t("import.done")}</p>
      <p>{isSchedule ? t("import.done_schedule", { rooms: 0, sessions: 0, removed_sessions: 0, ...told.counts }) : t("import.done_list", values)}</p>
      {values.kept > 0 && <p>{t("import.done_kept", values)}</p>}
      {values.overruled > 0 && <p>{t("import.done_overruled", values)}</p>}
      {values.missing > 0 && !told.choices.cancel_missing && <p>{t("import.done_missing", values)}</p>}
      <div class="import-actions">
        <button type="button" class="button" onClick={() => void bringing.drop()}>{t("import.again")}</button>
        <a class="button is-primary" href="/dashboard">{t("import.to_board")}</a>
      </div>
    </section>
  );
}

function progress(told: Told): string {
  const counts = told.counts ?? {};
  const rows = ["added", "changed", "unchanged", "refused"].reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  if (told.state === "reading") return t("import.reading");
  return told.state === "checking" ? t("import.checking", { rows }) : t("import.importing", { rows });
}
