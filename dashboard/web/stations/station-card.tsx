/** One station: how it is, what it is to be, and what can be done with it. */
import { Icon, type IconName } from "@client/icons";
import { type StationCard } from "@client/snapshots";
import { agoText } from "../parts/session-line";
import { Act } from "../printers/act";
import { known, t } from "../texts";
import { type Keeper, putAtOnce } from "./keeper";
import { isSetUpHere, type Wanted, wantedOf } from "./wanted";
import { partText, valueText } from "./words";

export type Asked = { readonly kind: "change" | "code" | "revoke"; readonly station: StationCard };

interface StationCardItemProps {
  readonly keeper: Keeper;
  readonly station: StationCard;
  readonly onAsk: (asked: Asked) => void;
}

type Mood = "go" | "look" | "calm";

const ICONS: Readonly<Record<Mood, IconName>> = { go: "check", look: "look", calm: "minus" };
const SKEW_MS = 30_000; // a clock further off than this is said aloud: its scans' times are corrected all the same

export function moodOf({ state, out_of_order }: StationCard): Mood {
  if (state === "silent") return "look";
  return state === "online" && !out_of_order ? "go" : "calm";
}

export function StationCardItem({ keeper, station, onAsk }: StationCardItemProps) {
  const mood = moodOf(station);
  const isShown = isSetUpHere(station);
  return (
    <li class={`tend-card is-${mood}`} aria-label={station.name}>
      <h2 class="tend-name"><bdi dir="auto">{station.name}</bdi></h2>
      <p class="tend-state">
        <Icon name={ICONS[mood]} />
        <span>{station.out_of_order && `${t("stations.out_of_order")} · `}{t(`stations.state.${station.state}`)}</span>
      </p>
      <p class="soft">{liveText(station, keeper.topics.now.value)}</p>
      {isShown ? <What keeper={keeper} station={station} /> : <p>{known(`stations.mode.${station.mode}`, "stations.mode.other")}</p>}
      <div class="tend-actions">
        {isShown && <Act text={t("setup.change")} of={station.name} onClick={() => onAsk({ kind: "change", station })} />}
        {isShown && station.state !== "revoked" && (
          station.out_of_order
            ? <Act text={t("stations.put_in_order")} of={station.name} look="is-primary" onClick={() => void putAtOnce(keeper, station, { out_of_order: false })} />
            : <Act text={t("stations.put_out_of_order")} of={station.name} onClick={() => void putAtOnce(keeper, station, { out_of_order: true })} />
        )}
        <Act text={t("stations.new_code")} of={station.name} onClick={() => onAsk({ kind: "code", station })} />
        {station.state !== "revoked" && <Act text={t("stations.revoke")} of={station.name} look="is-quiet" onClick={() => onAsk({ kind: "revoke", station })} />}
      </div>
    </li>
  );
}

function What({ keeper, station }: Pick<StationCardItemProps, "keeper" | "station">) {
  const wanted: Wanted = wantedOf(station);
  const names = { choices: keeper.choices.value, printers: keeper.live.printers.value?.data.printers ?? [] };
  return (
    <dl class="station-what">
      <div><dt>{partText("place_id")}</dt><dd><bdi dir="auto">{station.place.name}</bdi></dd></div>
      {(["mode", "languages", "printer_id", "offers"] as const).map((key) => (
        <div key={key}><dt>{partText(key)}</dt><dd dir="auto">{valueText(key, wanted, names)}</dd></div>
      ))}
    </dl>
  );
}

/** When it was heard, what waits on it, and a clock that is wrong. */
function liveText({ last_seen, queued, failed_proofs, skew_ms }: StationCard, now: number): string {
  const parts = [last_seen === null ? t("stations.never_seen") : t("stations.seen", { ago: agoText(last_seen, now) })];
  if (queued > 0) parts.push(t("stations.queued", { queued }));
  if (failed_proofs > 0) parts.push(t("stations.failed_proofs", { count: failed_proofs }));
  if (Math.abs(skew_ms) > SKEW_MS) parts.push(t("stations.skew", { seconds: Math.round(Math.abs(skew_ms) / 1000) }));
  return parts.join(" · ");
}
