/** Arrivals per five minutes: a chart, and the same as a table for those who do not see it. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Empty } from "../parts/empty";
import { t } from "../texts";
import { time } from "../times";
import { drawArrivals } from "./arrivals-chart";
import { arrivalsSeries, BUCKET_MS } from "./arrivals-series";

interface ArrivalsProps {
  readonly buckets: readonly (readonly [string, number])[] | null;
  readonly now: number;
  readonly timeZone: string;
}

export function Arrivals({ buckets, now, timeZone }: ArrivalsProps) {
  return (
    <section class="panel arrivals" aria-labelledby="arrivals-title">
      <h2 id="arrivals-title" class="panel-title">{t("arrivals.title")} <span class="chart-axis">{t("arrivals.axis")}</span></h2>
      {buckets?.length === 0 && <Empty what={t("arrivals.empty")} />}
      {buckets !== null && buckets.length > 0 && <Chart buckets={buckets} now={now} timeZone={timeZone} />}
    </section>
  );
}

function Chart({ buckets, now, timeZone }: ArrivalsProps & { readonly buckets: NonNullable<ArrivalsProps["buckets"]> }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof drawArrivals> | null>(null);
  const bucket = Math.floor(now / BUCKET_MS);
  const series = useMemo(() => arrivalsSeries(buckets, bucket * BUCKET_MS), [buckets, bucket]);
  useEffect(() => {
    if (host.current === null) return;
    const drawn = drawArrivals(host.current, timeZone);
    chart.current = drawn;
    return () => drawn.end();
  }, [timeZone]);
  useEffect(() => chart.current?.show(series), [series]);
  return (
    <>
      <div ref={host} class="chart" aria-hidden="true" />
      <div class="for-readers">
        <table>
          <caption>{t("arrivals.title")}</caption>
          <thead><tr><th scope="col">{t("arrivals.from")}</th><th scope="col">{t("arrivals.count")}</th></tr></thead>
          <tbody>
            {buckets.map(([start, count]) => <tr key={start}><th scope="row">{time(start, timeZone)}</th><td>{count}</td></tr>)}
          </tbody>
        </table>
      </div>
    </>
  );
}
