/** The one field, and who was found. */
import { Icon } from "@client/icons";
import { type Person } from "@client/people";
import { Fragment } from "preact";
import { Empty } from "../parts/empty";
import { Trouble } from "../parts/trouble";
import { known, t } from "../texts";
import { type Counter } from "./counter";
import { people } from "./desk-machine";
import { type GroupQuestion } from "./group";
import { FIELD_ID } from "./keyboard";
import { Standing } from "./standing";

interface SearchPanelProps {
  readonly counter: Counter;
  readonly timeZone: string;
  readonly onGroup: (question: GroupQuestion) => void;
}

export function SearchPanel({ counter, timeZone, onGroup }: SearchPanelProps) {
  const desk = counter.desk.value;
  const found = people(desk);
  const line = found[desk.picked];
  return (
    <section class="desk-search" aria-label={t("desk.search")}>
      <label class="field">
        <span>{t("desk.field")}</span>
        <span class="desk-field">
          <Icon name="search" />
          <input
            id={FIELD_ID}
            role="combobox"
            aria-expanded={found.length > 0}
            aria-controls="desk-found"
            aria-autocomplete="list"
            {...(line === undefined ? {} : { "aria-activedescendant": lineId(line) })}
            maxLength={200}
            autoComplete="off"
            autoCapitalize="none"
            spellcheck={false}
            dir="auto"
            value={desk.text}
            onInput={(event) => counter.type(event.currentTarget.value)}
          />
          <kbd class="key">/</kbd>
        </span>
      </label>
      <p class="for-readers" role="status">{desk.found?.kind === "found" ? t("desk.count", { count: found.length }) : ""}</p>
      <Said counter={counter} />
      <ol id="desk-found" class="desk-found" role="listbox" aria-label={t("desk.found")}>
        {found.map((person, index) => (
          <li
            key={person.id}
            id={lineId(person)}
            role="option"
            class={person.id === desk.open ? "desk-line is-open" : "desk-line"}
            aria-selected={index === desk.picked}
            onClick={() => counter.open(person.id)}
          >
            <Line person={person} index={index} timeZone={timeZone} />
          </li>
        ))}
      </ol>
      {found.length > 1 && (
        <button type="button" class="button is-quiet" onClick={() => onGroup({ kind: "words", text: desk.text.trim() })}>
          <Icon name="people" /> {t("group.several")}
        </button>
      )}
    </section>
  );
}

function Line({ person, index, timeZone }: { readonly person: Person; readonly index: number; readonly timeZone: string }) {
  return (
    <>
      <kbd class="key" aria-hidden="true">{index < 9 ? index + 1 : ""}</kbd>
      <span class="desk-line-text">
        <bdi dir="auto" class="desk-line-name">{person.name}</bdi>
        <span class="soft desk-line-more">{more(person)}</span>
      </span>
      <Standing person={person} timeZone={timeZone} />
    </>
  );
}

/** What the field says of itself: how to begin, that nobody was found, or that nobody can be asked. */
function Said({ counter }: { readonly counter: Counter }) {
  const { text, found } = counter.desk.value;
  if (text.trim() === "") return <Empty what={t("desk.empty")} begin={t("desk.empty_begin")} />;
  if (found?.kind === "unasked") return <Trouble trouble={{ what: t("desk.unasked"), remedy: t("desk.unasked_next") }} />;
  if (found?.kind === "declined") return <Trouble trouble={found} />;
  if (found?.kind !== "found" || found.people.length > 0) return null;
  return (
    <div class="empty">
      <p>{t("desk.nobody", { text: found.text })}</p>
      <p class="soft">{t("desk.nobody_next")}</p>
      <button type="button" class="button is-primary" onClick={() => counter.dispatch({ kind: "ask", dialog: "walk_in" })}>
        <Icon name="plus" /> {t("desk.walk_in")} <kbd class="key">{t("desk.key.enter")}</kbd>
      </button>
    </div>
  );
}

/** Company, category and order, each in its own direction of writing. */
function more({ company, category, order_code }: Person) {
  const known = [company, categoryText(category), order_code].filter((part) => part !== "");
  return known.map((part, index) => <Fragment key={index}>{index > 0 && " · "}<bdi dir="auto">{part}</bdi></Fragment>);
}

export function categoryText({ id, label }: Person["category"]): string {
  return label === "" ? known(`category.${id}`, "category.other", { category: id }) : label;
}

function lineId({ id }: Person): string {
  return `desk-line-${id}`;
}
