/** What happened with a person, the newest first. */
import { type Card, type HistoryLine } from "@client/people";
import { known, t } from "../texts";
import { dayAndTime } from "../times";
import { FIELDS } from "./fields";

interface HistoryProps {
  readonly card: Card;
  readonly now: number;
  readonly timeZone: string;
}

export function History({ card, now, timeZone }: HistoryProps) {
  if (card.history.length === 0) return null;
  return (
    <section aria-labelledby="desk-history">
      <h3 id="desk-history" class="section-title">{t("desk.history")}</h3>
      <ol class="card-lines">
        {card.history.map((line) => (
          <li key={line.fact_id} class={line.undone ? "card-line is-undone" : "card-line"}>
            <time class="soft" dateTime={line.at}>{dayAndTime(line.at, now, timeZone)}</time>
            <span>{words(line)}{line.undone && <> · {t("desk.undone")}</>}</span>
            <span class="soft"><bdi dir="auto">{[line.place, line.station, line.by].filter(Boolean).join(" · ")}</bdi></span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function words({ kind, detail }: HistoryLine): string {
  const what = known(`history.${kind.replaceAll(".", "_")}`, "history.other", { kind });
  return detail ? t("history.with_detail", { what, detail: detail.split(" ").map(detailText).join(", ") }) : what;
}

/** A detail is a code: the reason of a refusal, the field that was corrected, why a badge was printed. */
function detailText(code: string): string {
  const isField = (FIELDS as readonly string[]).includes(code);
  return isField ? known(`desk.field.${code}`, "history.detail", { detail: code }) : known(`reason.${code}.short`, "history.detail", { detail: code });
}
