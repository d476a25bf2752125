// Somebody corrects their own badge: a field at a time above the keys, the badge beside it as it will come out.
import { Icon } from "@client/icons";
import type { KioskTexts } from "../catalogues";
import { Entry, Keyboard, useTyping } from "../keyboard";
import type { Correction, CorrectionEvent, CorrectionNews } from "../tasks/correction";
import { useKeptWaiting } from "./badge_check";

export interface CorrectionProps {
  readonly texts: KioskTexts;
  readonly task: Correction;
  readonly tell: (event: CorrectionEvent) => void;
  readonly onLook: () => void;
  readonly onLeave: () => void;
}

const FIELDS = { full_name: "correction.field.full_name", given_name: "correction.field.given_name", company: "correction.field.company", pronouns: "correction.field.pronouns" } as const;
type Named = keyof typeof FIELDS;

export function CorrectionScreen({ texts, task, tell, onLook, onLeave }: CorrectionProps) {
  const say = (news: CorrectionNews): void => tell({ task: "correction", ...news });
  useKeptWaiting(task.state === "typing", onLook);
  switch (task.state) {
    case "typing":
      return <Form texts={texts} task={task} say={say} />;
    case "opening":
    case "saving":
      return (
        <p class="task-huge" role="status">
          {texts.t(`correction.${task.state}`)}
        </p>
      );
    case "not_opened":
    case "closed":
      return (
        <div class="no-way" role="status">
          <p class="task-huge">{texts.t(`correction.${task.state}`)}</p>
          <div class="no-way-choices">
            <button type="button" class="choice" onClick={task.state === "closed" ? onLeave : () => say({ kind: "went_on" })}>
              {texts.t(task.state === "closed" ? "result.start_again" : "no_ticket.try_again")}
            </button>
          </div>
        </div>
      );
  }
}

interface FormProps {
  readonly texts: KioskTexts;
  readonly task: Correction;
  readonly say: (news: CorrectionNews) => void;
}

function Form({ texts, task, say }: FormProps) {
  const typing = useTyping();
  const { chosen, fields } = task;
  const onGoOn = (): void => say({ kind: "went_on" });
  return (
    <div class="correction">
      <Entry
        key={chosen}
        id={`correct-${chosen}`}
        label={labelOf(texts, chosen)}
        value={fields[chosen] ?? ""}
        purpose="name"
        problem={task.problem === null ? null : texts.t(`correction.${task.problem}`)}
        onInput={(text) => say({ kind: "typed", field: chosen, text })}
        onField={typing.use}
        onEnter={onGoOn}
        hasFocus
      />
      <Preview texts={texts} task={task} />
      <Keyboard texts={texts} purpose="name" before={typing.before} onKey={typing.type} action={{ label: texts.t("correction.print"), onPress: onGoOn }} />
    </div>
  );
}

/** Which field is typed into, for the foot of the screen. One alone needs no choosing. */
export function CorrectionFields({ texts, task, tell }: Pick<CorrectionProps, "texts" | "task" | "tell">) {
  const names = Object.keys(task.fields);
  if (task.state !== "typing" || names.length < 2) return null;
  return (
    <div class="correction-fields" role="group" aria-label={texts.t("correction.title")}>
      {names.map((name) => (
        <button key={name} type="button" class="choice" aria-pressed={name === task.chosen} onClick={() => tell({ task: "correction", kind: "field_chosen", field: name })}>
          {labelOf(texts, name)}
        </button>
      ))}
    </div>
  );
}

/** The very badge. While it is drawn anew the one before stays, since nothing else tells where the words stand. */
function Preview({ texts, task: { drawn, drawing } }: { texts: KioskTexts; task: Correction }) {
  const picture = drawn?.picture ?? null;
  return (
    <figure class="correction-preview" aria-busy={drawing !== "none"}>
      {picture === null ? <p>{drawing === "none" ? "" : texts.t("correction.drawing")}</p> : <img src={`data:image/png;base64,${picture}`} alt={texts.t("correction.preview")} />}
      {drawn?.is_whole === false && (
        <figcaption>
          <Icon name="look" />
          <span role="status">{texts.t("correction.not_whole")}</span>
        </figcaption>
      )}
    </figure>
  );
}

/** A newer server may let people correct a field that this page has no word for. */
function labelOf(texts: KioskTexts, field: string): string {
  return field in FIELDS ? texts.t(FIELDS[field as Named]) : field;
}
