/** Corrects a person. When another desk was quicker, shows what it wrote and lets one take either. */
import { type CardPerson } from "@client/people";
import { useState } from "preact/hooks";
import { type Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { attendeePath, type Counter, type NotDone } from "./counter";
import { DeskForm } from "./desk-form";
import { changed, type Field, type Fields, FIELDS, fieldsOf, merge } from "./fields";
import { PersonFields, type Problems } from "./person-fields";

interface EditDialogProps {
  readonly counter: Counter;
  /** As the card showed them when the dialog was opened. */
  readonly person: CardPerson;
  readonly onClose: () => void;
}

export function EditDialog({ counter, person, onClose }: EditDialogProps) {
  const [base, setBase] = useState(person);
  const [fields, setFields] = useState(fieldsOf(person));
  const [theirs, setTheirs] = useState<Partial<Fields>>({});
  const [problems, setProblems] = useState<Problems>({});
  const set = (field: Field, value: string): void => setFields((before) => ({ ...before, [field]: value }));
  const meet = (newer: CardPerson): Trouble => {
    const merged = merge(fieldsOf(base), fields, fieldsOf(newer));
    setBase(newer);
    setFields(merged.fields);
    setTheirs(merged.theirs);
    const names = merged.changed.map((field) => t(`desk.field.${field}`)).join(", ");
    return { what: t("desk.changed_meanwhile", { fields: names }), remedy: t("desk.changed_meanwhile_next") };
  };
  const send = async (): Promise<Trouble | null> => {
    const changes = changed(fieldsOf(base), fields);
    if (fields.full_name.trim() === "") {
      setProblems({ full_name: t("desk.name_needed") });
      return null;
    }
    setProblems({});
    if (Object.keys(changes).length === 0) return close();
    const answer = await counter.api.patch(attendeePath(person.id), { version: base.version, ...changes });
    if (answer.kind !== "ok") {
      const newer = newerIn(answer);
      return newer === null ? troubleOf(answer) : meet(newer);
    }
    offerUndo(counter, person.id, fieldsOf(base), changes);
    await counter.refresh();
    return close();
  };
  const close = (): null => {
    onClose();
    return null;
  };
  const take = (field: Field): void => {
    set(field, theirs[field] ?? "");
    setTheirs((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== field)));
  };
  return (
    <DeskForm title={t("desk.edit_title", { name: person.name })} action={t("desk.save")} onSend={send} onClose={onClose}>
      <PersonFields names={FIELDS} fields={fields} problems={problems} theirs={theirs} onChange={set} onTake={take} />
    </DeskForm>
  );
}

/** The person as another desk has left them, when that is why it did not work. */
function newerIn(answer: NotDone): CardPerson | null {
  if (answer.kind !== "refused" || answer.error.code !== "changed_meanwhile") return null;
  const { current } = answer.error;
  return typeof current === "object" && current !== null && "version" in current ? (current as CardPerson) : null;
}

function offerUndo(counter: Counter, id: string, before: Fields, changes: Partial<Fields>): void {
  const names = FIELDS.filter((field) => field in changes);
  const back = Object.fromEntries(names.map((field) => [field, before[field]]));
  const act = async (): Promise<void> => {
    const { card } = counter.desk.peek();
    // Only what the card shows now may be changed back: another desk's newer correction stays.
    if (card === null || !("attendee" in card) || card.attendee.id !== id) return;
    const answer = await counter.api.patch(attendeePath(id), { version: card.attendee.version, ...back });
    if (answer.kind !== "ok") counter.trouble.value = troubleOf(answer);
    await counter.refresh();
  };
  counter.undo.value = { text: t("desk.saved", { fields: names.map((field) => t(`desk.field.${field}`)).join(", ") }), act: () => void act() };
}
