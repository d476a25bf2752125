/** The report on badges, for who leads the event: printed more than once, and people without one. Read when it is opened. */
import { Icon } from "@client/icons";
import { useState } from "preact/hooks";
import { Trouble, troubleOf } from "../parts/trouble";
import { known, t } from "../texts";
import { dayAndTime } from "../times";
import { type Tender, timeZoneOf } from "./tender";

interface Person {
  readonly id: string;
  readonly name: string;
}

interface Repeat {
  readonly attendee: Person;
  readonly at: string;
  readonly why: string;
  readonly by: string;
  readonly printer: string;
  readonly state: string;
}

interface Missing {
  readonly attendee: Person;
  readonly place: string;
  readonly why: string;
  readonly detail: string;
}

interface Badges {
  readonly repeated: readonly Repeat[];
  readonly missing: readonly Missing[];
}

const MOST_SHOWN = 200;

export function Report({ tender }: { readonly tender: Tender }) {
  const [badges, setBadges] = useState<Badges | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const read = async (): Promise<void> => {
    const answer = await tender.api.get<Badges>("/badges/report");
    setTrouble(answer.kind === "ok" ? null : troubleOf(answer));
    if (answer.kind === "ok") setBadges(answer.value);
  };
  return (
    <details class="tend-section" onToggle={(event) => { if (event.currentTarget.open) void read(); }}>
      <summary><h2>{t("tend.report")}</h2></summary>
      <Trouble trouble={trouble} />
      {badges === null && trouble === null && <p class="loading" role="status">{t("common.loading")}</p>}
      {badges !== null && <Repeated tender={tender} rows={badges.repeated} />}
      {badges !== null && <WithoutBadge rows={badges.missing} />}
    </details>
  );
}

function Repeated({ tender, rows }: { readonly tender: Tender; readonly rows: readonly Repeat[] }) {
  const now = tender.topics.now.value;
  return (
    <section class="tend-table">
      <Head title={t("tend.repeated")} file="repeated" count={rows.length} />
      {rows.length === 0 ? <p class="soft">{t("tend.repeated_none")}</p> : (
        <div class="tend-scroll" tabIndex={0} role="region" aria-label={t("tend.repeated")}>
          <table>
            <thead><tr><th scope="col">{t("tend.who")}</th><th scope="col">{t("tend.why_head")}</th><th scope="col">{t("tend.by")}</th><th scope="col">{t("tend.when")}</th><th scope="col">{t("tend.printer")}</th></tr></thead>
            <tbody>
              {rows.slice(0, MOST_SHOWN).map((row, at) => (
                <tr key={at}>
                  <th scope="row"><bdi dir="auto">{row.attendee.name}</bdi></th>
                  <td>{known(`tend.why.${row.why}`, "tend.why.other", { why: row.why })}{row.state === "unknown" && `, ${t("tend.perhaps")}`}</td>
                  <td><bdi dir="auto">{row.by}</bdi></td>
                  <td>{dayAndTime(row.at, now, timeZoneOf(tender))}</td>
                  <td><bdi dir="auto">{row.printer}</bdi></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function WithoutBadge({ rows }: { readonly rows: readonly Missing[] }) {
  return (
    <section class="tend-table">
      <Head title={t("tend.missing")} file="missing" count={rows.length} />
      {rows.length === 0 ? <p class="soft">{t("tend.missing_none")}</p> : (
        <div class="tend-scroll" tabIndex={0} role="region" aria-label={t("tend.missing")}>
          <table>
            <thead><tr><th scope="col">{t("tend.who")}</th><th scope="col">{t("tend.why_head")}</th><th scope="col">{t("tend.inside_at")}</th></tr></thead>
            <tbody>
              {rows.slice(0, MOST_SHOWN).map((row) => (
                <tr key={row.attendee.id}>
                  <th scope="row"><bdi dir="auto">{row.attendee.name}</bdi></th>
                  <td>{known(`tend.missing.${row.why}`, "tend.why.other", { why: row.why })}{row.detail !== "" && <span dir="auto">: {row.detail}</span>}</td>
                  <td>{row.place === "" ? t("tend.not_inside") : <bdi dir="auto">{row.place}</bdi>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Head({ title, file, count }: { readonly title: string; readonly file: string; readonly count: number }) {
  return (
    <div class="tend-table-head">
      <h3>{title}</h3>
      {count > MOST_SHOWN && <p class="soft">{t("tend.first_of", { shown: MOST_SHOWN, count })}</p>}
      {count > 0 && <a class="button" href={`/api/v1/badges/${file}.csv`} download><Icon name="badge" /> {t("tend.csv")}</a>}
    </div>
  );
}
