/** Badges: a layout's text beside what it draws, for the coordinator. */
import { type Snapshot, type TotalsData } from "@client/snapshots";
import { type ReadonlySignal } from "@preact/signals";
import { type Me } from "../me";
import { type Opened } from "../opened";
import { LogoField } from "../parts/logo-field";
import { TopBar } from "../parts/top-bar";
import { Trouble } from "../parts/trouble";
import { UndoBar } from "../parts/undo";
import { t } from "../texts";
import { type Bench } from "./bench";
import { Assignments, BeginAnew, LayoutChoice } from "./choices";
import { Editor } from "./editor";
import { PreviewPanel } from "./preview-panel";
import { Versions } from "./versions";

interface BadgesPageProps {
  readonly me: Me;
  readonly house: Opened;
  readonly bench: Bench;
  readonly totals: ReadonlySignal<Snapshot<TotalsData> | null>;
}

export function BadgesPage({ me, house, bench, totals }: BadgesPageProps) {
  const { topics, delivery, onSignOut } = house;
  const event = totals.value?.data.event ?? me.event;
  return (
    <div class={topics.stale.value ? "badges is-stale" : "badges"}>
      <TopBar event={event} topics={topics} delivery={delivery} role={me.account.role} onSignOut={onSignOut} />
      <main class="badges-main">
        <h1 class="badges-title">{t("badges.title")}</h1>
        <LayoutChoice bench={bench} />
        <div class="badges-foot">
          <Trouble trouble={bench.trouble.value} />
          <UndoBar undo={bench.undo} />
        </div>
        <div class="badges-bench">
          <Editor bench={bench} />
          <PreviewPanel bench={bench} />
        </div>
        <div class="badges-parts">
          <Versions bench={bench} topics={topics} timeZone={event.time_zone} />
          <BeginAnew bench={bench} />
          <Assignments bench={bench} />
          <section class="badges-part" aria-labelledby="badges-logo">
            <h2 id="badges-logo">{t("setup.logo")}</h2>
            <p class="soft">{t("badges.logo_hint")}</p>
            <LogoField api={bench.api} logo={bench.overview.value.logo} onSettled={() => bench.refresh().then(() => bench.try({}))} />
            <p><a href="/printers">{t("badges.test_print")}</a></p>
          </section>
        </div>
      </main>
    </div>
  );
}
