/** Somebody new: a walk-in, or who takes another's place. */
import { type CardPerson, type Person } from "@client/people";
import { useState } from "preact/hooks";
import { type Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { attendeePath, type Counter } from "./counter";
import { DeskForm } from "./desk-form";
import { type Field, type Fields, NO_FIELDS } from "./fields";
import { PersonFields, type Problems } from "./person-fields";

interface NewPersonProps {
  readonly counter: Counter;
  readonly title: string;
  readonly action: string;
  readonly name: string;
  readonly names: readonly Field[];
  readonly path: string;
  readonly more?: { readonly version: number };
  readonly onClose: () => void;
}

function NewPerson({ counter, title, action, name, names, path, more = undefined, onClose }: NewPersonProps) {
  const [fields, setFields] = useState<Fields>({ ...NO_FIELDS, full_name: name });
  const [problems, setProblems] = useState<Problems>({});
  const send = async (): Promise<Trouble | null> => {
    if (fields.full_name.trim() === "") {
      setProblems({ full_name: t("desk.name_needed") });
      return null;
    }
    setProblems({});
    const filled = Object.fromEntries(names.map((field) => [field, fields[field].trim()]).filter(([, value]) => value !== ""));
    const answer = await counter.api.post<{ attendee: Person }>(path, { ...filled, ...more });
    if (answer.kind !== "ok") return troubleOf(answer);
    onClose();
    counter.type("");
    counter.open(answer.value.attendee.id);
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
    </DeskForm>
  );
}

interface DialogProps {
  readonly counter: Counter;
  readonly onClose: () => void;
}

export function WalkInDialog({ counter, onClose }: DialogProps) {
  const typed = counter.desk.peek().text.trim();
  return (
    <NewPerson
      counter={counter}
      title={t("desk.walk_in")}
      action={t("desk.register")}
      // An order number or an address is what was looked for, not what somebody is called.
      name={/[\d@]/.test(typed) ? "" : typed}
      names={["full_name", "given_name", "company", "email", "category"]}
      path="/attendees"
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
      names={["full_name", "given_name", "company", "email"]}
      path={`${attendeePath(person.id)}/substitute`}
      more={{ version: person.version }}
      onClose={onClose}
    />
  );
}
