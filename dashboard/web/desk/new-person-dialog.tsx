/** Somebody new: a walk-in, or who takes another's place. */
import { type CardPerson, type Person } from "@client/people";
import { useEffect, useState } from "preact/hooks";
import { type Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { attendeePath, type Counter } from "./counter";
import { ConsentFields } from "./consent-fields";
import { DeskForm } from "./desk-form";
import { type Fields, NO_FIELDS } from "./fields";
import { PersonFields, type Problems } from "./person-fields";
import { missingConsents, missingFields, namesOf, USUAL, type WalkInForm } from "./walk-in-form";

interface NewPersonProps {
  readonly counter: Counter;
  readonly title: string;
  readonly action: string;
  readonly name: string;
  readonly form: WalkInForm;
  readonly path: string;
  readonly more?: { readonly version: number };
  /** What is said once it is done: it cannot be taken back by a key. */
  readonly done: (name: string) => string;
  readonly onClose: () => void;
}

function NewPerson({ counter, title, action, name, form, path, more = undefined, done, onClose }: NewPersonProps) {
  const [fields, setFields] = useState<Fields>({ ...NO_FIELDS, full_name: name });
  const [problems, setProblems] = useState<Problems>({});
  const [consents, setConsents] = useState<ReadonlySet<string>>(new Set());
  const [missing, setMissing] = useState<readonly string[]>([]);
  const names = namesOf(form);
  const send = async (): Promise<Trouble | null> => {
    const empty = missingFields(form, fields);
    const ungiven = missingConsents(form, consents);
    setProblems(Object.fromEntries(empty.map((field) => [field, t(field === "full_name" ? "desk.name_needed" : "desk.field_needed")])));
    setMissing(ungiven);
    if (empty.length + ungiven.length > 0) return null;
    const filled = Object.fromEntries(names.map((field) => [field, fields[field].trim()]).filter(([, value]) => value !== ""));
    const answer = await counter.api.post<{ attendee: Person }>(path, { ...filled, ...more, ...(form.consents.length > 0 && { consents: [...consents] }) });
    if (answer.kind !== "ok") return troubleOf(answer);
    onClose();
    counter.type("");
    counter.open(answer.value.attendee.id);
    counter.undo.value = { text: done(answer.value.attendee.name), act: null };
    return null;
  };
  return (
    <DeskForm title={title} action={action} onSend={send} onClose={onClose}>
      <PersonFields
        names={names}
        fields={fields}
        problems={problems}
        onChange={(field, value) => setFields((before) => ({ ...before, [field]: value }))}
      />
      <ConsentFields consents={form.consents} given={consents} missing={missing} onChange={setConsents} />
    </DeskForm>
  );
}

/** Who takes a place has its category; consents are asked of walk-ins. */
const SUCCESSOR: WalkInForm = { fields: USUAL.fields.filter(({ id }) => id !== "category"), consents: [] };

interface DialogProps {
  readonly counter: Counter;
  readonly onClose: () => void;
}

export function WalkInDialog({ counter, onClose }: DialogProps) {
  const typed = counter.desk.peek().text.trim();
  const [form, setForm] = useState(USUAL);
  useEffect(() => {
    void counter.api.get<WalkInForm>("/desk/walk-in").then((answer) => answer.kind === "ok" && setForm(answer.value));
  }, []);
  return (
    <NewPerson
      counter={counter}
      title={t("desk.walk_in")}
      action={t("desk.register")}
      // An order number or an address is what was looked for, not what somebody is called.
      name={/[\d@]/.test(typed) ? "" : typed}
      form={form}
      path="/attendees"
      done={(name) => t("desk.registered", { name })}
      onClose={onClose}
    />
  );
}

export function SubstituteDialog({ counter, person, onClose }: DialogProps & { readonly person: CardPerson }) {
  return (
    <NewPerson
      counter={counter}
      title={t("desk.substitute_title", { name: person.name })}
      action={t("desk.action.substitute")}
      name=""
      form={SUCCESSOR}
      path={`${attendeePath(person.id)}/substitute`}
      more={{ version: person.version }}
      done={(name) => t("desk.substituted", { name, former: person.name })}
      onClose={onClose}
    />
  );
}
