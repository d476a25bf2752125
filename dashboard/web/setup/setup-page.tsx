/** Set-up: one page for the coordinator, section by section; each field saves itself. */
import { type ComponentChildren } from "preact";
import { type ReadonlySignal } from "@preact/signals";
import { type Snapshot, type TotalsData } from "@client/snapshots";
import { useEffect } from "preact/hooks";
import { type Me } from "../me";
import { TopBar } from "../parts/top-bar";
import { Trouble } from "../parts/trouble";
import { UndoBar } from "../parts/undo";
import { t } from "../texts";
import { BadgeCheckSection } from "./badge-check-section";
import { CategoriesSection } from "./categories-section";
import { ErasingSection } from "./erasing-section";
import { EventSection } from "./event-section";
import { LookSection } from "./look-section";
import { PlacesSection } from "./places-section";
import { PrintersSection } from "./printers-section";
import { ReadySection } from "./ready-section";
import { RefusalsSection } from "./refusals-section";
import { type Setup } from "./setup";
import { useSectionInSight } from "./use-section-in-sight";
import { WalkInSection } from "./walk-in-section";

const SECTIONS = {
  event: EventSection,
  look: LookSection,
  places: PlacesSection,
  categories: CategoriesSection,
  printers: PrintersSection,
  "badge-check": BadgeCheckSection,
  "walk-in": WalkInSection,
  refusals: RefusalsSection,
  erasing: ErasingSection,
  ready: ReadySection,
} as const;

type SectionName = keyof typeof SECTIONS;

const NAMES = Object.keys(SECTIONS) as SectionName[];
const LOOK_MS = 20_000;

interface SetupPageProps {
  readonly me: Me;
  readonly setup: Setup;
  readonly totals: ReadonlySignal<Snapshot<TotalsData> | null>;
  readonly onSignOut: () => void;
}

export function SetupPage({ me, setup, totals, onSignOut }: SetupPageProps) {
  const { topics } = setup;
  useLook(setup);
  useGuard(setup);
  useTarget(setup.ready.value !== null);
  return (
    <div class={topics.stale.value ? "setup is-stale" : "setup"}>
      <TopBar event={totals.value?.data.event ?? me.event} topics={topics} delivery={setup} role={me.account.role} onSignOut={onSignOut} />
      <div class="setup-body">
        <Contents setup={setup} />
        <main class="setup-main">
          <h1 class="setup-title">{t("setup.title")}</h1>
          <Trouble trouble={setup.trouble.value} />
          {NAMES.map((name) => <Section key={name} name={name}>{sectionOf(name, setup)}</Section>)}
        </main>
        <footer class="setup-undo"><UndoBar undo={setup.undo} /></footer>
      </div>
    </div>
  );
}

function sectionOf(name: SectionName, setup: Setup) {
  const Content = SECTIONS[name];
  return <Content setup={setup} />;
}

function Contents({ setup }: { readonly setup: Setup }) {
  const inSight = useSectionInSight(NAMES);
  const missing = (setup.ready.value ?? []).filter(({ state }) => state === "missing").length;
  return (
    <nav class="contents" aria-label={t("setup.contents")}>
      <ul class="contents-list">
        {NAMES.map((name) => (
          <li key={name}>
            <a class="contents-link" href={`#${name}`} {...(name === inSight ? { "aria-current": "true" as const } : {})}>
              {t(`setup.section.${name}`)}
              {name === "ready" && missing > 0 && <span class="contents-count">{t("ready.missing", { missing })}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Section({ name, children }: { readonly name: SectionName; readonly children: ComponentChildren }) {
  return (
    <section class="setup-section" id={name} aria-labelledby={`${name}-title`}>
      <h2 class="section-title" id={`${name}-title`}>{t(`setup.section.${name}`)}</h2>
      <p class="section-what">{t(`setup.what.${name}`)}</p>
      {children}
    </section>
  );
}

/** Looks again when the page comes to the front and every so often: no topic tells of set-up. */
function useLook(setup: Setup): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") void setup.refresh();
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [setup]);
}

/** Goes to the section that the address names: it was not drawn yet when the browser looked for it, and grows until all is told. */
function useTarget(isTold: boolean): void {
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), [isTold]);
}

/** The browser asks before it throws away what was typed and is not saved. */
function useGuard(setup: Setup): void {
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent): void => {
      if (setup.isUnsaved.peek()) event.preventDefault();
    };
    addEventListener("beforeunload", guard);
    return () => removeEventListener("beforeunload", guard);
  }, [setup]);
}
