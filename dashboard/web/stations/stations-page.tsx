/** Stations, for those who lead the event: what each is to be, pairing them, taking them out of use. */
import { type StationCard } from "@client/snapshots";
import { useState } from "preact/hooks";
import { PairDialog } from "../board/pair-dialog";
import { byName } from "../board/room-order";
import { mayPair } from "../me";
import { Confirm } from "../parts/confirm";
import { Empty } from "../parts/empty";
import { TopBar } from "../parts/top-bar";
import { Trouble } from "../parts/trouble";
import { UndoBar } from "../parts/undo";
import { type Delivery } from "../parts/delivery";
import { t } from "../texts";
import { ChangeDialog } from "./change-dialog";
import { type Keeper } from "./keeper";
import { type Asked, StationCardItem } from "./station-card";

interface StationsPageProps {
  readonly keeper: Keeper;
  readonly delivery: Delivery;
  readonly onSignOut: () => void;
}

export function StationsPage({ keeper, delivery, onSignOut }: StationsPageProps) {
  const { me, topics, live } = keeper;
  const event = live.totals.value?.data.event ?? me.event;
  const mayKeep = mayPair(me.account.role);
  return (
    <div class={topics.stale.value ? "tend is-stale" : "tend"}>
      <TopBar event={event} topics={topics} delivery={delivery} role={me.account.role} onSignOut={onSignOut} />
      {mayKeep ? <Stations keeper={keeper} /> : <main class="tend-main"><Empty what={t("stations.not_yours")} begin={t("stations.not_yours_next")} /></main>}
    </div>
  );
}

function Stations({ keeper }: { readonly keeper: Keeper }) {
  const [asked, setAsked] = useState<Asked | "pair" | null>(null);
  const stations = keeper.live.stations.value?.data.stations ?? null;
  return (
    <main class="tend-main">
      <div class="tend-table-head">
        <h1 class="tend-title">{t("stations.title")}</h1>
        <button type="button" class="button is-primary" onClick={() => setAsked("pair")}>{t("pair.title")}</button>
      </div>
      {stations === null && <p class="loading" role="status">{t("common.loading")}</p>}
      {stations?.length === 0 && <Empty what={t("stations.empty")} begin={t("stations.empty_begin")} />}
      <ul class="tend-cards panels">
        {inOrder(stations ?? []).map((station) => <StationCardItem key={station.id} keeper={keeper} station={station} onAsk={setAsked} />)}
      </ul>
      <div class="tend-foot">
        <Trouble trouble={keeper.trouble.value} />
        <UndoBar undo={keeper.undo} />
      </div>
      {asked !== null && <Question keeper={keeper} asked={asked} stations={stations ?? []} onClose={() => setAsked(null)} />}
    </main>
  );
}

/** By name, so that a card stays where it is while its state changes; those that were revoked last. */
function inOrder(stations: readonly StationCard[]): StationCard[] {
  const rank = ({ state }: StationCard) => (state === "revoked" ? 1 : 0);
  return [...stations].sort((one, other) => rank(one) - rank(other) || byName(one.name, other.name));
}

interface QuestionProps {
  readonly keeper: Keeper;
  readonly asked: Asked | "pair";
  readonly stations: readonly StationCard[];
  readonly onClose: () => void;
}

function Question({ keeper, asked, stations, onClose }: QuestionProps) {
  if (asked !== "pair" && asked.kind === "change") return <ChangeDialog keeper={keeper} station={asked.station} onClose={onClose} />;
  if (asked !== "pair" && asked.kind === "revoke") return <Revoke keeper={keeper} station={asked.station} onClose={onClose} />;
  return (
    <PairDialog
      api={keeper.api}
      station={asked === "pair" ? null : asked.station}
      stations={stations}
      places={keeper.choices.value?.places ?? []}
      printers={keeper.live.printers.value?.data.printers ?? []}
      now={keeper.topics.now.value}
      timeZone={keeper.live.totals.value?.data.event.time_zone ?? keeper.me.event.time_zone}
      onClose={onClose}
    />
  );
}

function Revoke({ keeper, station, onClose }: { readonly keeper: Keeper; readonly station: StationCard; readonly onClose: () => void }) {
  return (
    <Confirm
      title={t("stations.revoke_title", { name: station.name })}
      text={station.queued > 0 ? t("stations.revoke_waiting", { queued: station.queued }) : t("stations.revoke_text")}
      action={t("stations.revoke")}
      act={() => keeper.api.post(`/stations/${encodeURIComponent(station.id)}/revoke`)}
      onClose={onClose}
    />
  );
}
