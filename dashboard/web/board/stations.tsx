/** Every station: its state, when it was last seen, what waits on it, its printer. */
import { type Api } from "@client/api";
import { Icon, type IconName } from "@client/icons";
import { type StationCard } from "@client/snapshots";
import { useState } from "preact/hooks";
import { Confirm } from "../parts/confirm";
import { Empty } from "../parts/empty";
import { agoText } from "../parts/session-line";
import { known, t } from "../texts";
import { byName } from "./room-order";

interface StationsProps {
  readonly stations: readonly StationCard[] | null;
  readonly now: number;
  /** Null for those who only look. */
  readonly api: Api | null;
  readonly onNewCode: (station: StationCard) => void;
}

const ICONS: Record<StationCard["state"], IconName> = { online: "check", silent: "look", unpaired: "clock", revoked: "minus" };
const ORDER: readonly StationCard["state"][] = ["silent", "unpaired", "online", "revoked"];

export function Stations({ stations, now, api, onNewCode }: StationsProps) {
  const [revoking, setRevoking] = useState<StationCard | null>(null);
  return (
    <section class="panel stations" aria-labelledby="stations-title">
      <h2 id="stations-title" class="panel-title">{t("stations.title")}</h2>
      {stations?.length === 0 && <Empty what={t("stations.empty")} begin={t("stations.empty_begin")} />}
      <ul class="rows" tabIndex={0} aria-labelledby="stations-title">
        {inOrder(stations ?? []).map((station) => (
          <Row key={station.id} station={station} now={now} mayChange={api !== null} onNewCode={onNewCode} onRevoke={setRevoking} />
        ))}
      </ul>
      {revoking !== null && api !== null && (
        <Confirm
          title={t("stations.revoke_title", { name: revoking.name })}
          text={t("stations.revoke_text")}
          action={t("stations.revoke")}
          act={() => api.post(`/stations/${encodeURIComponent(revoking.id)}/revoke`)}
          onClose={() => setRevoking(null)}
        />
      )}
    </section>
  );
}

function inOrder(stations: readonly StationCard[]): StationCard[] {
  const rank = (station: StationCard) => ORDER.indexOf(station.state);
  return [...stations].sort((one, other) => rank(one) - rank(other) || byName(one.name, other.name));
}

interface RowProps {
  readonly station: StationCard;
  readonly now: number;
  readonly mayChange: boolean;
  readonly onNewCode: (station: StationCard) => void;
  readonly onRevoke: (station: StationCard) => void;
}

function Row({ station, now, mayChange, onNewCode, onRevoke }: RowProps) {
  const { name, state } = station;
  return (
    <li class={`row station is-${state}`}>
      <Icon name={ICONS[state]} />
      <div class="row-main">
        <p class="row-title"><bdi dir="auto">{name}</bdi></p>
        <p class="row-detail">{known(`stations.mode.${station.mode}`, "stations.mode.other")} · <bdi dir="auto">{station.place.name}</bdi></p>
      </div>
      <div class="row-state">
        <p>{t(`stations.state.${state}`)}{state !== "unpaired" && state !== "revoked" && <span class="soft"> · {seenText(station, now)}</span>}</p>
        <p class="row-detail">{waitingText(station)}<PrinterText station={station} /></p>
      </div>
      {mayChange && (
        <div class="row-actions">
          {state === "unpaired" || state === "revoked" ? (
            <button type="button" class="button is-quiet" aria-label={t("stations.new_code_name", { name })} onClick={() => onNewCode(station)}>
              {t("stations.new_code")}
            </button>
          ) : (
            <button type="button" class="button is-quiet" aria-label={t("stations.revoke_name", { name })} onClick={() => onRevoke(station)}>
              {t("stations.revoke")}
            </button>
          )}
        </div>
      )}
    </li>
  );
}

function seenText(station: StationCard, now: number): string {
  return station.last_seen === null ? t("stations.never_seen") : t("stations.seen", { ago: agoText(station.last_seen, now) });
}

function waitingText(station: StationCard): string {
  return station.queued === 0 ? "" : `${t("stations.queued", { queued: station.queued })} · `;
}

function PrinterText({ station }: { readonly station: StationCard }) {
  const { printer } = station;
  if (printer === null) return <>{t("stations.no_printer")}</>;
  const isWell = printer.state === "ready" || printer.state === "busy";
  return (
    <span class={isWell ? "" : "is-fault"}>
      {!isWell && <Icon name="look" />} <bdi dir="auto">{printer.name}</bdi> {known(`printer.${printer.state}`, "printer.silent")}
    </span>
  );
}
