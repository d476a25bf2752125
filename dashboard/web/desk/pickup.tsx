/** A badge that was printed in advance: where it lies, and what the desk does with it. */
import { Icon } from "@client/icons";
import { type Card, type PickupPlace } from "@client/people";
import { useState } from "preact/hooks";
import { Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { attendeePath, type Counter } from "./counter";

const NEXT = { ready: ["handed_out", "missing"], handed_out: ["put_back"], missing: ["put_back"], unprinted: [], replaced: [] } as const;

/** "Badge is ready: box C, number 41". */
export function PickupWords({ pickup: { box, number, state } }: { readonly pickup: PickupPlace }) {
  return <>{t(`pickup.${state}`, { boxed: box === "" ? "no" : "yes", box, number: String(number) })}</>;
}

/** On the card, loud while the badge waits to be handed out. */
export function PickupPanel({ counter, card: { attendee, pickup } }: { readonly counter: Counter; readonly card: Card }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (pickup === null) return null;
  const settle = async (became: string): Promise<void> => {
    setBusy(true);
    const answer = await counter.api.post(`${attendeePath(attendee.id)}/pickup`, { became });
    setBusy(false);
    setTrouble(answer.kind === "ok" ? null : troubleOf(answer));
    await counter.refresh();
  };
  return (
    <section class={pickup.state === "ready" ? "pickup is-ready" : "pickup"} aria-label={t("pickup.title")}>
      <p class="pickup-words"><Icon name="badge" size="1.5em" /> <PickupWords pickup={pickup} /></p>
      <Trouble trouble={trouble} />
      <div class="card-actions">
        {NEXT[pickup.state].map((became) => (
          <button key={became} type="button" class="button" disabled={isBusy} onClick={() => void settle(became)}>{t(`pickup.became.${became}`)}</button>
        ))}
      </div>
    </section>
  );
}
