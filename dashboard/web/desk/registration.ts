/** Taking a cancellation back, from the card of who is there after all. */
import { type CardPerson } from "@client/people";
import { troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { attendeePath, type Counter } from "./counter";
import { isCard } from "./desk-machine";

export async function reinstate(counter: Counter): Promise<void> {
  const { card } = counter.desk.peek();
  if (!isCard(card)) return;
  const path = attendeePath(card.attendee.id);
  counter.trouble.value = null;
  const answer = await counter.api.post<{ attendee: CardPerson }>(`${path}/reinstate`, { version: card.attendee.version });
  if (answer.kind !== "ok") counter.trouble.value = troubleOf(answer);
  else counter.undo.value = { text: t("desk.reinstated", { name: answer.value.attendee.name }), act: () => void counter.takeBack(`${path}/cancel`, {}) };
  await counter.refresh();
}
