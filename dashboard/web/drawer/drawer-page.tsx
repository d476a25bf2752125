/** What was taken on a day: the sums by way of payment, then each person's; to print at the end of a shift, or as CSV. */
import { type Api } from "@client/api";
import { Icon } from "@client/icons";
import { type Snapshot, type TotalsData } from "@client/snapshots";
import { type Topics } from "@client/topics";
import { type ReadonlySignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { type Me, mayDesk } from "../me";
import { type Delivery } from "../parts/delivery";
import { Empty } from "../parts/empty";
import { TopBar } from "../parts/top-bar";
import { Trouble, troubleOf } from "../parts/trouble";
import { known, t } from "../texts";
import { time } from "../times";

interface Sum {
  readonly method: string;
  readonly count: number;
  readonly amount: string;
}

interface Row extends Sum {
  readonly account: string;
  readonly first_at: string;
  readonly last_at: string;
}

interface Drawer {
  readonly day: string;
  readonly rows: readonly Row[];
  readonly sums: readonly Sum[];
}

interface DrawerPageProps {
  readonly me: Me;
  readonly api: Api;
  readonly topics: Topics;
  readonly totals: ReadonlySignal<Snapshot<TotalsData> | null>;
  readonly delivery: Delivery;
  readonly onSignOut: () => void;
}

export function DrawerPage({ me, api, topics, totals, delivery, onSignOut }: DrawerPageProps) {
  const event = totals.value?.data.event ?? me.event;
  return (
    <div class={topics.stale.value ? "desk is-stale" : "desk"}>
      <TopBar event={event} topics={topics} delivery={delivery} role={me.account.role} onSignOut={onSignOut} />
      {mayDesk(me.account.role) ? <Taken api={api} eventName={event.name} isOpened={event.opened} timeZone={event.time_zone} /> : <main class="desk-alone"><Empty what={t("desk.not_yours")} begin={t("desk.not_yours_next")} /></main>}
    </div>
  );
}

interface TakenProps {
  readonly api: Api;
  readonly eventName: string;
  readonly isOpened: boolean;
  readonly timeZone: string;
}

function Taken({ api, eventName, isOpened, timeZone }: TakenProps) {
  const [day, setDay] = useState("");
  const [drawer, setDrawer] = useState<Drawer | Trouble | null>(null);
  useEffect(() => {
    let isWanted = true; // an answer about the day before must not stand under this one
    void api.get<Drawer>(day === "" ? "/desk/drawer" : `/desk/drawer?day=${day}`).then((answer) => {
      if (isWanted) setDrawer(answer.kind === "ok" ? answer.value : troubleOf(answer));
    });
    return () => {
      isWanted = false;
    };
  }, [api, day]);
  const shown = drawer !== null && "day" in drawer ? drawer : null;
  return (
    <main class="drawer">
      <h1 class="drawer-title">{t("drawer.title")} <span class="soft"><bdi dir="auto">{eventName}</bdi></span></h1>
      <div class="drawer-choices">
        <label class="field">
          <span>{t("drawer.day")}</span>
          <input type="date" value={shown?.day ?? day} onChange={(event) => setDay(event.currentTarget.value)} />
        </label>
        <button type="button" class="button" onClick={() => print()}><Icon name="printer" /> {t("drawer.print")}</button>
        {shown !== null && <a class="button" href={`/api/v1/desk/drawer.csv?day=${shown.day}`} download>{t("drawer.csv")}</a>}
      </div>
      {!isOpened && <p><Icon name="look" /> {t("drawer.rehearsal")}</p>}
      {drawer === null && <p class="loading" role="status">{t("common.loading")}</p>}
      {drawer !== null && !("day" in drawer) && <Trouble trouble={drawer} />}
      {shown?.rows.length === 0 && <Empty what={t("drawer.empty")} begin={t("drawer.empty_begin")} />}
      {shown !== null && shown.rows.length > 0 && <Tables drawer={shown} timeZone={timeZone} />}
    </main>
  );
}

function Tables({ drawer, timeZone }: { readonly drawer: Drawer; readonly timeZone: string }) {
  return (
    <>
      <table class="drawer-table">
        <caption>{t("drawer.sums", { day: drawer.day })}</caption>
        <thead><tr><th scope="col">{t("drawer.method")}</th><th scope="col">{t("drawer.count")}</th><th scope="col">{t("drawer.amount")}</th></tr></thead>
        <tbody>
          {drawer.sums.map((sum) => <tr key={sum.method}><th scope="row">{methodText(sum)}</th><td>{sum.count}</td><td>{sum.amount}</td></tr>)}
        </tbody>
      </table>
      <table class="drawer-table">
        <caption>{t("drawer.people")}</caption>
        <thead><tr><th scope="col">{t("drawer.by")}</th><th scope="col">{t("drawer.method")}</th><th scope="col">{t("drawer.when")}</th><th scope="col">{t("drawer.count")}</th><th scope="col">{t("drawer.amount")}</th></tr></thead>
        <tbody>
          {drawer.rows.map((row) => (
            <tr key={`${row.account} ${row.method}`}>
              <th scope="row"><bdi dir="auto">{row.account}</bdi></th>
              <td>{methodText(row)}</td>
              <td>{time(row.first_at, timeZone)}–{time(row.last_at, timeZone)}</td>
              <td>{row.count}</td>
              <td>{row.amount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function methodText({ method }: Sum): string {
  return known(`desk.pay.${method}`, "history.detail", { detail: method });
}
