/** The questions that the desk asks, one at a time. */
import { type Answer } from "@client/api";
import { Icon } from "@client/icons";
import { type Card, type CardPerson } from "@client/people";
import { type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Trouble, troubleOf } from "../parts/trouble";
import { OverrideDialog } from "../parts/override-dialog";
import { type Undo } from "../parts/undo";
import { t } from "../texts";
import { Categories } from "./categories";
import { attendeePath, type Counter } from "./counter";
import { DeskForm, TextField } from "./desk-form";
import { type DialogName, isCard } from "./desk-machine";
import { EditDialog } from "./edit-dialog";
import { amountOf } from "./fields";
import { KioskCodeDialog } from "./kiosk-code-dialog";
import { SubstituteDialog, WalkInDialog } from "./new-person-dialog";

export function DeskDialogs({ counter }: { readonly counter: Counter }) {
  const { dialog, card } = counter.desk.value;
  const close = (): void => counter.dispatch({ kind: "asked" });
  useEffect(() => void counter.readCategories(), [dialog]);
  if (dialog === null || (dialog !== "walk_in" && !isCard(card))) return null;
  return (
    <Categories.Provider value={counter.categories.value}>
      {dialog === "walk_in" && <WalkInDialog counter={counter} onClose={close} />}
      {dialog !== "walk_in" && isCard(card) && <CardDialog key={card.attendee.id} dialog={dialog} counter={counter} card={card} onClose={close} />}
    </Categories.Provider>
  );
}

interface CardDialogProps {
  readonly dialog: Exclude<DialogName, "walk_in">;
  readonly counter: Counter;
  readonly card: Card;
  readonly onClose: () => void;
}

function CardDialog({ dialog, counter, card, onClose }: CardDialogProps) {
  // What the dialog began from: a change pushed meanwhile must be told, not slipped under the hand.
  const [{ attendee: person, badges }] = useState(card);
  const props = { counter, person, onClose };
  switch (dialog) {
    case "override":
      return <OverrideDialog onReason={(reason) => void counter.check("in", reason)} onClose={onClose} />;
    case "edit":
      return <EditDialog {...props} />;
    case "pay":
      return <PayDialog {...props} />;
    case "badge":
      return <BadgeDialog {...props} isFirst={badges.length === 0} />;
    case "substitute":
      return <SubstituteDialog {...props} />;
    case "cancel":
      return <CancelDialog {...props} />;
    case "note":
      return <NoteDialog {...props} />;
    case "kiosk_code":
      return <KioskCodeDialog {...props} />;
  }
}

interface PersonDialogProps {
  readonly counter: Counter;
  readonly person: CardPerson;
  readonly onClose: () => void;
}

/** Closes and reads the card anew once it is done, and says how to take it back. */
async function done<T>({ counter, onClose }: PersonDialogProps, asked: Promise<Answer<T>>, undoOf: (value: T) => Undo): Promise<Trouble | null> {
  const answer = await asked;
  if (answer.kind !== "ok") {
    await counter.refresh();
    return troubleOf(answer);
  }
  onClose();
  counter.undo.value = undoOf(answer.value);
  await counter.refresh();
  return null;
}

const METHODS = ["cash", "card", "invoice"] as const;

function PayDialog(props: PersonDialogProps) {
  const { counter, person, onClose } = props;
  const [method, setMethod] = useState<(typeof METHODS)[number]>("cash");
  const [amount, setAmount] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (): Promise<Trouble | null> => {
    const sum = amount.trim() === "" ? undefined : amountOf(amount);
    setProblem(sum === null ? t("desk.amount_form") : null);
    if (sum === null) return null;
    const path = attendeePath(person.id);
    const asked = counter.api.post<{ version: number }>(`${path}/pay`, { version: person.version, method, ...(sum === undefined ? {} : { amount: sum }) });
    return done(props, asked, ({ version }) => ({
      text: t("desk.paid", { name: person.name }),
      act: () => void counter.takeBack(`${path}/payment/undo`, { version }),
    }));
  };
  const isOpened = (counter.totals.value?.data.event ?? counter.me.event).opened;
  return (
    <DeskForm title={t("desk.pay_title", { name: person.name })} action={t("desk.pay_done")} onSend={send} onClose={onClose}>
      {!isOpened && <p class="dialog-text"><Icon name="look" /> {t("desk.pay_rehearsal")}</p>}
      <Choices legend={t("desk.pay_how")} names={METHODS} chosen={method} label={(name) => t(`desk.pay.${name}`)} onChoose={setMethod} />
      <TextField label={t("desk.amount")} value={amount} problem={problem} onInput={setAmount} />
    </DeskForm>
  );
}

const KINDS = ["misprint", "lost"] as const;

function BadgeDialog(props: PersonDialogProps & { readonly isFirst: boolean }) {
  const { counter, person, onClose, isFirst } = props;
  const [kind, setKind] = useState<(typeof KINDS)[number]>("misprint");
  const send = (): Promise<Trouble | null> =>
    done(props, counter.api.post(`${attendeePath(person.id)}/badge`, { kind }), () => ({ text: t("desk.badge_asked", { name: person.name }), act: null }));
  const title = t(isFirst ? "desk.badge_first" : "desk.badge_again", { name: person.name });
  if (isFirst) return <DeskForm title={title} action={t("desk.print")} onSend={send} onClose={onClose} />;
  return (
    <DeskForm title={title} action={t("desk.print")} onSend={send} onClose={onClose}>
      <Choices legend={t("desk.badge_why")} names={KINDS} chosen={kind} label={(name) => t(`desk.badge_why.${name}`)} onChoose={setKind} />
    </DeskForm>
  );
}

function CancelDialog(props: PersonDialogProps) {
  const { counter, person, onClose } = props;
  const path = attendeePath(person.id);
  const send = (): Promise<Trouble | null> =>
    done(props, counter.api.post<{ attendee: CardPerson }>(`${path}/cancel`), ({ attendee }) => ({
      text: t("desk.cancelled", { name: attendee.name }),
      act: () => void counter.takeBack(`${path}/reinstate`, { version: attendee.version }),
    }));
  return <DeskForm title={t("desk.cancel_title", { name: person.name })} action={t("desk.action.cancel")} onSend={send} onClose={onClose} />;
}

function NoteDialog(props: PersonDialogProps) {
  const { counter, person, onClose } = props;
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (): Promise<Trouble | null> => {
    setProblem(text.trim() === "" ? t("desk.note_needed") : null);
    if (text.trim() === "") return null;
    const path = `${attendeePath(person.id)}/notes`;
    return done(props, counter.api.post<{ id: string }>(path, { text: text.trim() }), ({ id }) => ({
      text: t("desk.noted", { name: person.name }),
      act: () => void counter.takeBack(`${path}/${encodeURIComponent(id)}/withdraw`, {}),
    }));
  };
  return (
    <DeskForm title={t("desk.note_title", { name: person.name })} action={t("desk.save")} onSend={send} onClose={onClose}>
      <TextField label={t("desk.note")} value={text} problem={problem} onInput={setText} />
    </DeskForm>
  );
}

interface ChoicesProps<N extends string> {
  readonly legend: string;
  readonly names: readonly N[];
  readonly chosen: N;
  readonly label: (name: N) => ComponentChildren;
  readonly onChoose: (name: N) => void;
}

function Choices<N extends string>({ legend, names, chosen, label, onChoose }: ChoicesProps<N>) {
  return (
    <fieldset class="field choices">
      <legend>{legend}</legend>
      {names.map((name) => (
        <label key={name} class="choice">
          <input type="radio" name="choice" value={name} checked={name === chosen} onChange={() => onChoose(name)} />
          <span>{label(name)}</span>
        </label>
      ))}
    </fieldset>
  );
}
