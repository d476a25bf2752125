/** One person's card: who, where, what can be done, and what happened. */
import { Icon } from "@client/icons";
import { type Card } from "@client/people";
import { Trouble } from "../parts/trouble";
import { t } from "../texts";
import { dayAndTime } from "../times";
import { type Action, actions, KEYS } from "./actions";
import { type Counter } from "./counter";
import { isCard } from "./desk-machine";
import { type GroupQuestion } from "./group";
import { History } from "./history";
import { PickupPanel } from "./pickup";
import { categoryText } from "./search-panel";
import { Standing } from "./standing";

interface CardPanelProps {
  readonly counter: Counter;
  readonly timeZone: string;
  readonly onAction: (action: Action) => void;
  readonly onGroup: (question: GroupQuestion) => void;
}

export function CardPanel({ counter, timeZone, onAction, onGroup }: CardPanelProps) {
  const { card } = counter.desk.value;
  if (card === null) return <p class="loading" role="status">{t("desk.fetching")}</p>;
  if (!isCard(card)) return <Trouble trouble={card} />;
  const now = counter.topics.now.value;
  return (
    <article class="card">
      <h2 class="card-name" id="desk-name" tabIndex={-1}><bdi dir="auto">{card.attendee.name}</bdi></h2>
      <Standing person={card.attendee} timeZone={timeZone} />
      {card.conflict !== null && (
        <p class="trouble"><Icon name="look" /> <span>{t(card.conflict === "open" ? "desk.conflict" : "desk.two_people")}</span></p>
      )}
      <PickupPanel key={card.attendee.id} counter={counter} card={card} />
      <Facts card={card} />
      <Others card={card} onGroup={onGroup} />
      <Actions counter={counter} onAction={onAction} />
      <Notes card={card} now={now} timeZone={timeZone} />
      <Badges card={card} now={now} timeZone={timeZone} />
      <History card={card} now={now} timeZone={timeZone} />
    </article>
  );
}

function Facts({ card: { attendee, tickets } }: { readonly card: Card }) {
  const lines: readonly (readonly [string, string])[] = [
    [t("desk.category"), categoryText(attendee.category)],
    [t("desk.company"), attendee.company],
    [t("desk.email"), attendee.email],
    [t("desk.order"), attendee.order_code],
    [t("desk.pronouns"), attendee.pronouns],
    [t("desk.days"), attendee.valid_days.join(", ")],
    [t("desk.tickets"), tickets.filter((ticket) => ticket.kind === "ticket" && !ticket.is_revoked).map(({ ends }) => `… ${ends}`).join(", ")],
  ];
  return (
    <dl class="card-facts">
      {lines.filter(([, value]) => value !== "").map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd><bdi dir="auto">{value}</bdi></dd>
        </div>
      ))}
    </dl>
  );
}

const SHARED = ["order_code", "company"] as const;

/** Who else comes with them: one of them may check all of them in. */
function Others({ card: { attendee, others, groups }, onGroup }: { readonly card: Card; readonly onGroup: (question: GroupQuestion) => void }) {
  return (
    <div class="card-actions">
      {SHARED.filter((shared) => others[shared] > 0).map((shared) => (
        <button key={shared} type="button" class="button" onClick={() => onGroup({ kind: "shared", attendeeId: attendee.id, shared })}>
          <Icon name="people" /> {t(shared === "order_code" ? "group.others.order" : "group.others.company", { count: others[shared], value: attendee[shared] })}
        </button>
      ))}
      {groups.map(({ id, name, others: count }) => (
        <button key={id} type="button" class="button" onClick={() => onGroup({ kind: "named", groupId: id })}>
          <Icon name="people" /> {t("group.others.named", { count, value: name })}
        </button>
      ))}
    </div>
  );
}

function Actions({ counter, onAction }: { readonly counter: Counter; readonly onAction: (action: Action) => void }) {
  const desk = counter.desk.value;
  const isSending = desk.outcome?.kind === "sending";
  return (
    <div class="card-actions">
      {actions(desk).map((action, index) => (
        <button
          key={action}
          type="button"
          class={index === 0 ? "button is-primary" : "button"}
          disabled={isSending}
          aria-keyshortcuts={KEYS[action]}
          onClick={() => onAction(action)}
        >
          {t(`desk.action.${action}`)} <kbd class="key" aria-hidden="true">{action === "check_in" ? t("desk.key.enter") : KEYS[action].toUpperCase()}</kbd>
        </button>
      ))}
    </div>
  );
}

interface PartProps {
  readonly card: Card;
  readonly now: number;
  readonly timeZone: string;
}

function Notes({ card, now, timeZone }: PartProps) {
  if (card.notes.length === 0) return null;
  return (
    <section aria-labelledby="desk-notes">
      <h3 id="desk-notes" class="section-title">{t("desk.notes")}</h3>
      <ul class="card-lines">
        {card.notes.map((note) => (
          <li key={note.id} class="card-note">
            <bdi dir="auto">{note.text}</bdi>
            <span class="soft"><bdi dir="auto">{note.by}</bdi>, {dayAndTime(note.at, now, timeZone)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Badges({ card, now, timeZone }: PartProps) {
  if (card.badges.length === 0) return null;
  return (
    <section aria-labelledby="desk-badges">
      <h3 id="desk-badges" class="section-title">{t("desk.badges")}</h3>
      <ul class="card-lines">
        {card.badges.map((badge) => (
          <li key={badge.job_id} class="card-line">
            <Icon name="badge" />
            <span>{t(`desk.badge.${badge.state}`)}{badge.printer !== null && <> · <bdi dir="auto">{badge.printer.name}</bdi></>}</span>
            <span class="soft">{dayAndTime(badge.changed_at, now, timeZone)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
