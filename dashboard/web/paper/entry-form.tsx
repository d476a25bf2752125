/** One ticked line: the name, Enter, the time (that of the line before), Enter. A scanned ticket takes the time that stands there. */
import { Icon } from "@client/icons";
import { type Person } from "@client/people";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { TextField } from "../desk/desk-form";
import { FIELD_ID, focusIn, listenToDesk } from "../desk/keyboard";
import { categoryText } from "../desk/search-panel";
import { createSearch, type Found } from "../desk/search";
import { t } from "../texts";
import { timeOf } from "./lines";
import { type Typist } from "./typist";

interface EntryFormProps {
  readonly typist: Typist;
  /** The newest first. */
  readonly days: readonly string[];
}

export function EntryForm({ typist, days }: EntryFormProps) {
  const [day, setDay] = useState(days[0] ?? "");
  const [time, setTime] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [person, setPerson] = useState<Person | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const add = (who: Parameters<Typist["add"]>[0]): void => {
    const clean = timeOf(time);
    setProblem(clean === null ? t("paper.time_form") : null);
    if (clean === null) return timeField(box.current)?.focus();
    typist.add(who, day, clean);
    setTime(clean);
    setPerson(null);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (person !== null) add({ kind: "person", person });
  };
  // A scan must take the time and day that stand there now, not those of when the page began to listen.
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => listenToDesk(window, { focus: () => focusIn(document), onCode: (code) => latest.current({ kind: "code", code }), commandOf: () => null, onCommand: () => undefined }), []);
  // Before the next key can come: a name must not be typed into the time.
  useLayoutEffect(() => {
    if (person === null) document.getElementById(FIELD_ID)?.focus();
    else timeField(box.current)?.select();
  }, [person]);
  return (
    <form ref={box} class="paper-entry" noValidate onSubmit={submit} onKeyDown={(event) => event.key === "Escape" && setPerson(null)}>
      {person === null ? <PersonSearch typist={typist} onPick={setPerson} /> : <p class="paper-person"><span class="field-label">{t("paper.who")}</span> <bdi dir="auto">{person.name}</bdi> <button type="button" class="button is-quiet" onClick={() => setPerson(null)}>{t("paper.other")} <kbd class="key" aria-hidden="true">{t("desk.key.escape")}</kbd></button></p>}
      <div class="paper-time"><TextField label={t("paper.time")} value={time} problem={problem} onInput={setTime} /></div>
      <label class="field">
        <span>{t("paper.day")}</span>
        <select value={day} onChange={(event) => setDay(event.currentTarget.value)}>{days.map((one) => <option key={one} value={one}>{one}</option>)}</select>
      </label>
      <button class="button" disabled={person === null}>{t("paper.add")} <kbd class="key" aria-hidden="true">{t("desk.key.enter")}</kbd></button>
    </form>
  );
}

function PersonSearch({ typist, onPick }: { readonly typist: Typist; readonly onPick: (person: Person) => void }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [picked, setPicked] = useState(0);
  const isWaiting = useRef(false);
  const search = useMemo(() => createSearch((q) => typist.api.post<{ attendees: readonly Person[] }>("/attendees/search", { q, limit: 8 }), later, (answer) => {
    setFound(answer);
    setPicked(0);
    const [only, ...others] = answer.kind === "found" ? answer.people : [];
    if (isWaiting.current && only !== undefined && others.length === 0) onPick(only);
    isWaiting.current = false;
  }), [typist]);
  useEffect(() => () => search.ask(""), [search]);
  const people = found?.kind === "found" && text.trim() !== "" ? found.people : [];
  const type = (value: string): void => {
    isWaiting.current = false;
    setText(value);
    search.ask(value);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") setPicked(Math.max(0, Math.min(people.length - 1, picked + (event.key === "ArrowDown" ? 1 : -1))));
    else if (event.key === "Enter" && !event.ctrlKey) enter();
    else return;
    event.preventDefault();
  };
  const enter = (): void => {
    const person = people[picked];
    // The people below may be those of an earlier word: Enter must not tick the wrong one.
    if (found?.kind === "found" && found.text === text.trim() && person !== undefined) onPick(person);
    else isWaiting.current = text.trim() !== "";
  };
  return (
    <div class="paper-search">
      <label class="field">
        <span>{t("paper.search")}</span>
        <span class="desk-field">
          <Icon name="search" />
          <input id={FIELD_ID} role="combobox" aria-expanded={people.length > 0} aria-controls="paper-found" aria-autocomplete="list" maxLength={200} autoComplete="off" spellcheck={false} dir="auto"
            {...(people[picked] === undefined ? {} : { "aria-activedescendant": `paper-${people[picked].id}` })}
            value={text} onInput={(event) => type(event.currentTarget.value)} onKeyDown={onKey} />
        </span>
      </label>
      <p class="soft" role="status">{said(found, text)}</p>
      <ol id="paper-found" class="desk-found" role="listbox" aria-label={t("desk.found")}>
        {people.map((person, index) => (
          <li key={person.id} id={`paper-${person.id}`} role="option" class="desk-line paper-choice" aria-selected={index === picked} onClick={() => onPick(person)}>
            <bdi dir="auto" class="desk-line-name">{person.name}</bdi>
            <span class="soft"><bdi dir="auto">{[person.company, categoryText(person.category)].filter((part) => part !== "").join(" · ")}</bdi></span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function said(found: Found | null, text: string): string {
  if (text.trim() === "" || found === null) return "";
  if (found.kind === "unasked") return t("desk.unasked");
  if (found.kind === "declined") return found.what;
  return found.people.length === 0 ? t("desk.nobody", { text: found.text }) : "";
}

function later(act: () => void, ms: number): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

function timeField(form: HTMLFormElement | null): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>(".paper-time input") ?? null;
}
