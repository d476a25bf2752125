/** The coordinator's page: how it is going, what needs somebody, and everything behind it. */
import { type Api } from "@client/api";
import { Icon } from "@client/icons";
import { type StationCard } from "@client/snapshots";
import { type Topics, type TopicSignals } from "@client/topics";
import { useState } from "preact/hooks";
import { mayDesk, mayOpen, mayPair, type Me } from "../me";
import { type HelpDesk } from "../parts/help-desk";
import { PagesMenu } from "../parts/pages-menu";
import { StaleLine } from "../parts/stale-line";
import { t } from "../texts";
import { time } from "../times";
import { Arrivals } from "./arrivals";
import { attention } from "./attention";
import { AttentionList } from "./attention-list";
import { ConflictDialog } from "./conflict-dialog";
import { type ConflictDesk } from "./conflict-desk";
import { Feed } from "./feed";
import { PairDialog } from "./pair-dialog";
import { placeChoices, VENUE } from "./places";
import { Rehearsal } from "./rehearsal";
import { RoomCards } from "./room-cards";
import { Stations } from "./stations";
import { Totals } from "./totals";

export const BOARD_TOPICS = ["totals", "rooms", "stations", "printers", "feed"] as const;

export interface BoardProps {
  readonly me: Me;
  readonly api: Api;
  readonly topics: Topics;
  readonly live: TopicSignals<(typeof BOARD_TOPICS)[number]>;
  readonly help: HelpDesk;
  readonly conflicts: ConflictDesk;
  readonly onSignOut: () => void;
}

export function BoardPage(props: BoardProps) {
  const { me, topics, live } = props;
  const [pairing, setPairing] = useState<StationCard | "new" | null>(null);
  const [isJudging, setJudging] = useState(false);
  const event = live.totals.value?.data.event ?? me.event;
  const manager = mayPair(me.account.role) ? props.api : null;
  const opener = mayOpen(me.account.role) ? props.api : null;
  return (
    <div class={topics.stale.value ? "board is-stale" : "board"}>
      <Header {...props} eventName={event.name} onPair={manager === null ? null : () => setPairing("new")} />
      {!event.opened && <Rehearsal eventName={event.name} api={opener} />}
      <StaleLine topics={topics} timeZone={event.time_zone} />
      <Panels {...props} timeZone={event.time_zone} manager={manager} onNewCode={setPairing} onConflicts={() => setJudging(true)} />
      {isJudging && <ConflictDialog desk={props.conflicts} timeZone={event.time_zone} onClose={() => setJudging(false)} />}
      {pairing !== null && manager !== null && (
        <PairDialog
          api={manager}
          station={pairing === "new" ? null : pairing}
          stations={live.stations.value?.data.stations ?? []}
          places={placeChoices(t("pair.venue"), live.rooms.value?.data.rooms ?? [], live.stations.value?.data.stations ?? [])}
          printers={live.printers.value?.data.printers ?? []}
          now={topics.now.value}
          timeZone={event.time_zone}
          onClose={() => setPairing(null)}
        />
      )}
    </div>
  );
}

function Header({ me, topics, eventName, onPair, onSignOut }: BoardProps & { readonly eventName: string; readonly onPair: (() => void) | null }) {
  const isStale = topics.stale.value;
  return (
    <header class="top">
      <h1 class="top-event"><bdi dir="auto">{eventName}</bdi></h1>
      <p class="top-live"><Icon name={isStale ? "unreachable" : "check"} /> {isStale ? t("stale.lost") : t("stale.live")}</p>
      <p class="top-clock">{time(topics.now.value, me.event.time_zone)}</p>
      <nav class="top-actions">
        {onPair !== null && <button type="button" class="button" onClick={onPair}><Icon name="plus" /> {t("board.pair")}</button>}
        <a class="button only-large" href="#wall">{t("board.wall")}</a>
        <PagesMenu role={me.account.role} />
        <button type="button" class="button" onClick={onSignOut}>{t("common.sign_out")}</button>
      </nav>
      <a class="button wall-back" href="#">{t("board.desk_view")}</a>
    </header>
  );
}

interface PanelsProps extends BoardProps {
  readonly timeZone: string;
  readonly manager: Api | null;
  readonly onNewCode: (station: StationCard) => void;
  readonly onConflicts: () => void;
}

function Panels({ me, topics, live, help, conflicts, timeZone, manager, onNewCode, onConflicts }: PanelsProps) {
  const now = topics.now.value;
  const rooms = live.rooms.value?.data.rooms ?? null;
  const stations = live.stations.value?.data.stations ?? null;
  const printers = live.printers.value?.data.printers ?? [];
  const totals = live.totals.value?.data ?? null;
  const venue = totals === null ? null : { id: VENUE, name: totals.event.name, inside: totals.inside, capacity: totals.capacity };
  const starts = (rooms ?? []).flatMap((room) => (room.next === null ? [] : [Date.parse(room.next.starts_at)]));
  const isKnown = rooms !== null || stations !== null;
  const isSetUp = (rooms?.length ?? 0) + (stations?.length ?? 0) + printers.length > 0;
  return (
    <main class="panels">
      <Totals totals={live.totals} stale={topics.stale} heardAt={topics.heardAt} timeZone={timeZone} />
      {isKnown ? (
        <AttentionList
          matters={isSetUp ? attention(rooms ?? [], stations ?? [], printers, now, help.calls.value?.data.calls, conflicts.all.value, venue) : null}
          nextStart={starts.length === 0 ? null : Math.min(...starts)}
          now={now}
          timeZone={timeZone}
          mayTend={mayDesk(me.account.role)}
          help={help}
          onConflicts={onConflicts}
        />
      ) : (
        <p class="panel loading">{t("common.loading")}</p>
      )}
      <RoomCards rooms={rooms} now={now} timeZone={timeZone} />
      <Arrivals buckets={live.totals.value?.data.arrivals ?? null} now={now} timeZone={timeZone} />
      <Stations stations={stations} now={now} api={manager} onNewCode={onNewCode} />
      {/* The only panel with names of attendees: not every role is shown it. */}
      {!topics.refused.value.has("feed") && <Feed scans={live.feed.value?.data.scans ?? null} timeZone={timeZone} />}
    </main>
  );
}
