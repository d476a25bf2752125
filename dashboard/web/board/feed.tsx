/** The last scans, newest first. */
import { Icon } from "@client/icons";
import { type FeedScan } from "@client/snapshots";
import { Empty } from "../parts/empty";
import { known, t } from "../texts";
import { timeWithSeconds } from "../times";

export function Feed({ scans, timeZone }: { readonly scans: readonly FeedScan[] | null; readonly timeZone: string }) {
  return (
    <section class="panel feed" aria-labelledby="feed-title">
      <h2 id="feed-title" class="panel-title">{t("feed.title")}</h2>
      {scans?.length === 0 && <Empty what={t("feed.empty")} begin={t("feed.empty_begin")} />}
      <ol class="rows" tabIndex={0} aria-labelledby="feed-title">
        {(scans ?? []).map((scan) => <Row key={scan.scan_id} scan={scan} timeZone={timeZone} />)}
      </ol>
    </section>
  );
}

function Row({ scan, timeZone }: { readonly scan: FeedScan; readonly timeZone: string }) {
  const isRefused = scan.outcome === "refused";
  return (
    <li class={isRefused ? "row scan is-refused" : "row scan"}>
      <time class="scan-time" dateTime={scan.at}>{timeWithSeconds(Date.parse(scan.at), timeZone)}</time>
      <div class="row-main">
        <p class="row-title"><bdi dir="auto">{scan.name ?? t("feed.unknown")}</bdi></p>
        <p class="row-detail">
          {scan.category !== null && <><bdi dir="auto">{scan.category}</bdi> · </>}
          <bdi dir="auto">{scan.place}</bdi>
          {scan.override && <> · {t("feed.override")}</>}
          {scan.rehearsal && <> · {t("feed.rehearsal")}</>}
        </p>
      </div>
      <p class="row-state scan-outcome">
        <Icon name={isRefused ? "look" : scan.direction === "out" ? "arrow_right" : "check"} />
        <span>{outcomeText(scan)}</span>
      </p>
    </li>
  );
}

function outcomeText(scan: FeedScan): string {
  if (scan.outcome === "refused") return scan.reason === null ? t("feed.refused") : known(`reason.${scan.reason}.short`, "feed.refused");
  return scan.direction === "out" ? t("feed.left") : t("feed.admitted");
}
