/** The questions that the desk asks, one at a time. */
import { type Answer } from "@client/api";
import { type Card, type CardPerson } from "@client/people";
import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Trouble, troubleOf } from "../parts/trouble";
import { OverrideDialog } from "../parts/override-dialog";
import { t } from "../texts";
import { attendeePath, type Counter } from "./counter";
import { DeskForm, TextField } from "./desk-form";
import { type DialogName, isCard } from "./desk-machine";
import { EditDialog } from "./edit-dialog";
import { amountOf } from "./fields";
import { SubstituteDialog, WalkInDialog } from "./new-person-dialog";

export function DeskDialogs({ counter }: { readonly counter: Counter }) {
  const { dialog, card } = counter.desk.value;
  const close = (): void => counter.dispatch({ kind: "asked" });
  if (dialog === null) return null;
  if (dialog === "walk_in") return <WalkInDialog counter={counter} onClose={close} />;
  return isCard(card) ? <CardDialog key={card.attendee.id} dialog={dialog} counter={counter} card={card} onClose={close} /> : null;
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
  }
}

interface PersonDialogProps {
  readonly counter: Counter;
  readonly person: CardPerson;
  readonly onClose: () => void;
}

/** Closes and reads the card anew once it is done. */
async function done({ counter, onClose }: PersonDialogProps, asked: Promise<Answer<unknown>>): Promise<Trouble | null> {
  const answer = await asked;
  if (answer.kind !== "ok") {
    await counter.refresh();
    return troubleOf(answer);
  }
  onClose();
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
    return done(props, counter.api.post(`${attendeePath(person.id)}/pay`, { version: person.version, method, ...(sum === undefined ? {} : { amount: sum }) }));
  };
  return (
    <DeskForm title={t("desk.pay_title", { name: person.name })} action={t("desk.pay_done")} onSend={send} onClose={onClose}>
      <Choices legend={t("desk.pay_how")} names={METHODS} chosen={method} label={(name) => t(`desk.pay.${name}`)} onChoose={setMethod} />
      <TextField label={t("desk.amount")} value={amount} problem={problem} onInput={setAmount} />
    </DeskForm>
  );
}

const KINDS = ["misprint", "lost"] as const;

function BadgeDialog(props: PersonDialogProps & { readonly isFirst: boolean }) {
  const { counter, person, onClose, isFirst } = props;
  const [kind, setKind] = useState<(typeof KINDS)[number]>("misprint");
  const send = (): Promise<Trouble | null> => done(props, counter.api.post(`${attendeePath(person.id)}/badge`, { kind }));
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
  const send = (): Promise<Trouble | null> => done(props, counter.api.post(`${attendeePath(person.id)}/cancel`));
  return <DeskForm title={t("desk.cancel_title", { name: person.name })} action={t("desk.action.cancel")} onSend={send} onClose={onClose} />;
}

function NoteDialog(props: PersonDialogProps) {
  const { counter, person, onClose } = props;
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (): Promise<Trouble | null> => {
    setProblem(text.trim() === "" ? t("desk.note_needed") : null);
    return text.trim() === "" ? null : done(props, counter.api.post(`${attendeePath(person.id)}/notes`, { text: text.trim() }));
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
