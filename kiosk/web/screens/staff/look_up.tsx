import { useState } from "preact/hooks";
import type { KioskTexts } from "../../catalogues";
import { Entry, Keyboard, useTyping } from "../../keyboard";
import type { Found } from "../../staff/server";
import type { StaffPageProps } from "./staff";

/** Somebody is looked for by any words of theirs, and checked in by hand. */
export function LookUp({ texts, staff, tell }: StaffPageProps) {
  return staff.people === null ? <Search texts={texts} tell={tell} /> : <People texts={texts} people={staff.people} isBusy={staff.isBusy} tell={tell} />;
}

function Search({ texts, tell }: Pick<StaffPageProps, "texts" | "tell">) {
  const typing = useTyping();
  const [q, setQ] = useState("");
  const submit = () => tell({ kind: "searched", q });
  return (
    <div class="question">
      <Entry id="look-up" label={texts.t("staff.who")} value={q} purpose="name" onInput={setQ} onField={typing.use} onEnter={submit} hasFocus />
      <Keyboard texts={texts} purpose="name" before={typing.before} onKey={typing.type} action={{ label: texts.t("staff.search"), onPress: submit }} />
    </div>
  );
}

interface PeopleProps {
  readonly texts: KioskTexts;
  readonly people: readonly Found[];
  readonly isBusy: boolean;
  readonly tell: StaffPageProps["tell"];
}

function People({ texts, people, isBusy, tell }: PeopleProps) {
  return (
    <div class="staff-people">
      {people.length === 0 && <p>{texts.t("staff.nobody_found")}</p>}
      {people.map(({ id, name, company, category, inside }) => (
        <button key={id} type="button" class="choice staff-person" disabled={isBusy} onClick={() => tell({ kind: "chosen", attendeeId: id })}>
          <strong><bdi dir="auto">{name}</bdi></strong>
          <span><bdi dir="auto">{[company, category.label].filter(Boolean).join(", ")}</bdi></span>
          <span>{texts.t(inside ? "staff.is_here" : "staff.check_in")}</span>
        </button>
      ))}
      <button type="button" class="choice" onClick={() => tell({ kind: "opened", page: "look_up" })}>{texts.t("staff.search_again")}</button>
    </div>
  );
}
