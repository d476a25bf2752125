/** Printers, for those who look after them: the worst first, what waits at each, and what somebody must say. */
import { type PrinterCard } from "@client/snapshots";
import { useState } from "preact/hooks";
import { mayDesk, mayPair } from "../me";
import { Empty } from "../parts/empty";
import { TopBar } from "../parts/top-bar";
import { Trouble } from "../parts/trouble";
import { UndoBar } from "../parts/undo";
import { t } from "../texts";
import { CameOut } from "./came-out";
import { type Asked, Question } from "./dialogs";
import { JobLine } from "./job-line";
import { PrinterCardItem } from "./printer-card";
import { Report } from "./report";
import { worstFirst } from "./standing";
import { type Tender } from "./tender";

export function PrintersPage({ tender, onSignOut }: { readonly tender: Tender; readonly onSignOut: () => void }) {
  const { me, topics, delivery } = tender;
  const event = tender.live.totals.value?.data.event ?? me.event;
  return (
    <div class={topics.stale.value ? "tend is-stale" : "tend"}>
      <TopBar event={event} topics={topics} delivery={delivery} role={me.account.role} onSignOut={onSignOut} />
      {mayDesk(me.account.role) ? <Printers tender={tender} /> : <main class="tend-main"><Empty what={t("tend.not_yours")} begin={t("tend.not_yours_next")} /></main>}
    </div>
  );
}

function Printers({ tender }: { readonly tender: Tender }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { live, topics, me } = tender;
  const printers = live.printers.value?.data.printers ?? null;
  return (
    <main class="tend-main">
      <h1 class="tend-title">{t("tend.title")}</h1>
      {printers === null && <p class="loading" role="status">{t("common.loading")}</p>}
      {printers?.length === 0 && <Empty what={t("tend.empty")} begin={t("tend.empty_begin")} />}
      <ul class="tend-cards panels">
        {worstFirst(printers ?? [], topics.now.value).map((printer) => (
          <PrinterCardItem key={printer.id} tender={tender} printer={printer} onAsk={setAsked} />
        ))}
      </ul>
      <OfGonePrinters tender={tender} printers={printers ?? []} onAsk={setAsked} />
      <CameOut tender={tender} />
      {mayPair(me.account.role) && <Report tender={tender} />}
      <div class="tend-foot">
        <Trouble trouble={tender.trouble.value} />
        <UndoBar undo={tender.undo} />
      </div>
      {asked !== null && <Question tender={tender} asked={asked} printers={printers ?? []} onClose={() => setAsked(null)} />}
    </main>
  );
}

interface OfGonePrintersProps {
  readonly tender: Tender;
  readonly printers: readonly PrinterCard[];
  readonly onAsk: (asked: Asked) => void;
}

/** A printer may be taken away while somebody is still to be asked about its badges. */
function OfGonePrinters({ tender, printers, onAsk }: OfGonePrintersProps) {
  const ids = new Set(printers.map(({ id }) => id));
  const jobs = (tender.live.jobs.value?.data.in_doubt ?? []).filter((job) => !ids.has(job.printer.id));
  if (jobs.length === 0) return null;
  return (
    <section class="tend-jobs" aria-labelledby="tend-gone">
      <h2 id="tend-gone">{t("tend.gone")}</h2>
      <ul>{jobs.map((job) => <JobLine key={job.id} tender={tender} job={job} onAsk={onAsk} />)}</ul>
    </section>
  );
}
