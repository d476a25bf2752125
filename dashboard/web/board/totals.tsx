/** The three numbers that answer "how is it going". */
import { type ReadonlySignal } from "@preact/signals";
import { type Snapshot, type TotalsData } from "@client/snapshots";
import { t } from "../texts";
import { timeWithSeconds } from "../times";

interface TotalsProps {
  readonly totals: ReadonlySignal<Snapshot<TotalsData> | null>;
  readonly stale: ReadonlySignal<boolean>;
  readonly heardAt: ReadonlySignal<number | null>;
  readonly timeZone: string;
}

export function Totals({ totals, stale, heardAt, timeZone }: TotalsProps) {
  const data = totals.value?.data ?? null;
  const from = stale.value && heardAt.value !== null ? t("stale.number", { time: timeWithSeconds(heardAt.value, timeZone) }) : null;
  return (
    <section class="totals" aria-labelledby="totals-title">
      <h2 id="totals-title" class="for-readers">{t("totals.title")}</h2>
      <Total label={t("totals.inside")} value={data?.inside ?? null} of={outOf(data?.capacity ?? null)} from={from} />
      <Total
        label={t("totals.arrived")}
        value={data?.arrived ?? null}
        of={outOf(data?.expected ?? null)}
        from={from}
      />
      <Total label={t("totals.pace")} value={data?.pace ?? null} from={from} />
    </section>
  );
}

function outOf(all: number | null): string | null {
  return all === null ? null : t("totals.of", { all });
}

interface TotalProps {
  readonly label: string;
  readonly value: number | null;
  readonly of?: string | null;
  /** The number's age, when it is not of now. */
  readonly from: string | null;
}

function Total({ label, value, of = null, from }: TotalProps) {
  const shown = value === null ? "–" : new Intl.NumberFormat("en-GB").format(value);
  return (
    <div class="total">
      <h3 class="total-label">{label}</h3>
      <p class="total-value">
        {/* A new key makes a new element, and the new number rolls in once. */}
        <span class="total-number" key={shown}>{shown}</span>
        {of !== null && <span class="total-of"> {of}</span>}
      </p>
      {from !== null && <p class="total-from">{from}</p>}
    </div>
  );
}
