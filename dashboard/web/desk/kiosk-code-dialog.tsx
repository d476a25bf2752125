/** A code for somebody without their ticket: with it they check in at a kiosk, once. */
import { type CardPerson } from "@client/people";
import { useState } from "preact/hooks";
import { type Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { time } from "../times";
import { attendeePath, type Counter } from "./counter";
import { DeskForm } from "./desk-form";

interface KioskCodeDialogProps {
  readonly counter: Counter;
  readonly person: CardPerson;
  readonly onClose: () => void;
}

interface KioskCode {
  readonly code: string;
  readonly expires_at: string;
}

export function KioskCodeDialog({ counter, person, onClose }: KioskCodeDialogProps) {
  const [made, setMade] = useState<KioskCode | null>(null);
  const send = async (): Promise<Trouble | null> => {
    if (made !== null) {
      onClose();
      return null;
    }
    const answer = await counter.api.post<KioskCode>(`${attendeePath(person.id)}/kiosk-code`);
    if (answer.kind !== "ok") return troubleOf(answer);
    setMade(answer.value);
    return null;
  };
  const title = t("desk.kiosk_code_title", { name: person.name });
  const action = t(made === null ? "desk.action.kiosk_code" : "common.close");
  return (
    <DeskForm title={title} action={action} onSend={send} hasCancel={made === null} onClose={onClose}>
      {made === null ? undefined : <Made made={made} timeZone={counter.me.event.time_zone} />}
    </DeskForm>
  );
}

function Made({ made, timeZone }: { readonly made: KioskCode; readonly timeZone: string }) {
  return (
    <div role="status">
      <p class="kiosk-code" translate={false}>{made.code}</p>
      <p class="dialog-text">{t("desk.kiosk_code_until", { time: time(made.expires_at, timeZone) })}</p>
    </div>
  );
}
