/** The fields of the page: each saves itself when it is left, and says beside it what became of it. */
import { Icon, type IconName } from "@client/icons";
import { type ComponentChildren } from "preact";
import { known, t } from "../texts";
import { type Stage } from "./draft";
import { type Field, type Setup } from "./setup";
import { type FieldDraft, useField } from "./use-field";

interface FieldProps<V> {
  readonly setup: Setup;
  readonly field: Field<V>;
  /** One sentence on what it means. */
  readonly hint?: string;
}

const ICONS: Readonly<Partial<Record<Stage, IconName>>> = {
  saving: "refresh",
  waiting: "unreachable",
  saved: "check",
  refused: "look",
  conflict: "people",
};

/** Saving, saved or not saved. */
export function SaveMark({ stage }: { readonly stage: Stage }) {
  const icon = ICONS[stage];
  return (
    <span role="status" class={`save-mark is-${stage}`}>
      {icon !== undefined && <><Icon name={icon} /> {known(`setup.stage.${stage}`, "setup.stage.saving")}</>}
    </span>
  );
}

/** Why a value is not saved, or who was quicker: one chooses which of the two values stands. */
export function Aftermath<V>({ draft, show }: { readonly draft: FieldDraft<V>; readonly show: (value: V) => string }) {
  const { stage, trouble, theirs, id } = draft;
  return (
    <div id={`${id}-after`} role="alert">
      {trouble !== null && (
        <p class={stage === "refused" ? "field-after is-refused" : "field-after"}>
          <strong>{trouble.what}</strong> {trouble.remedy}
        </p>
      )}
      {stage === "conflict" && theirs !== null && (
        <div class="field-after">
          <p>{t("setup.theirs")} <strong><bdi dir="auto">{show(theirs) === "" ? t("setup.nothing") : show(theirs)}</bdi></strong></p>
          <div class="field-choice">
            <button type="button" class="button" onClick={draft.takeTheirs}>{t("setup.take_theirs")}</button>
            <button type="button" class="button" onClick={draft.keepMine}>{t("setup.keep_mine")}</button>
          </div>
        </div>
      )}
    </div>
  );
}

interface BoxProps<V> {
  readonly draft: FieldDraft<V>;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly show: (value: V) => string;
  readonly children: ComponentChildren;
}

/** A label, its mark and its hint around one input of the draft's id. */
export function FieldBox<V>({ draft, label, hint, show, children }: BoxProps<V>) {
  return (
    <div class="field">
      <div class="field-head">
        <label class="field-name" for={draft.id}>{label}</label>
        <SaveMark stage={draft.stage} />
      </div>
      {children}
      {/* Below, so that inputs side by side stand at one height however long their hints are. */}
      {hint !== undefined && <p class="field-hint" id={`${draft.id}-hint`}>{hint}</p>}
      <Aftermath draft={draft} show={show} />
    </div>
  );
}

/** The same around several inputs. */
export function GroupBox<V>({ draft, label, hint, show, children }: BoxProps<V>) {
  return (
    <fieldset class="field">
      <legend class="field-head">
        <span class="field-name">{label}</span>
        <SaveMark stage={draft.stage} />
      </legend>
      {hint !== undefined && <p class="field-hint">{hint}</p>}
      {children}
      <Aftermath draft={draft} show={show} />
    </fieldset>
  );
}

/** What every input of a text needs: Enter and leaving save, Escape takes back what was typed. */
export function inputProps(draft: FieldDraft<string>, hint: string | undefined) {
  return {
    id: draft.id,
    value: draft.typed,
    autoComplete: "off",
    dir: "auto" as const,
    "aria-invalid": draft.stage === "refused",
    "aria-describedby": hint === undefined ? `${draft.id}-after` : `${draft.id}-hint ${draft.id}-after`,
    onInput: (event: { readonly currentTarget: { readonly value: string } }) => draft.type(event.currentTarget.value),
    // A half-typed date reads as an empty one: leaving it would erase what is saved.
    onBlur: (event: { readonly currentTarget: { readonly validity: ValidityState } }) => {
      if (!event.currentTarget.validity.badInput) draft.leave();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === "Escape") draft.drop();
      if (event.key !== "Enter") return;
      event.preventDefault(); // a line break after what was sent would have to be saved again
      draft.leave();
    },
  };
}

interface TextFieldProps extends FieldProps<string> {
  readonly type?: "text" | "date" | "time" | "datetime-local" | "number";
  readonly placeholder?: string;
  /** The id of a list of suggestions. */
  readonly list?: string;
}

export function TextField({ setup, field, hint, type = "text", placeholder, list }: TextFieldProps) {
  const draft = useField(setup, field);
  return (
    <FieldBox draft={draft} label={field.name} hint={hint} show={String}>
      <input type={type} maxLength={300} {...inputProps(draft, hint)} {...(placeholder === undefined ? {} : { placeholder })} {...(list === undefined ? {} : { list })} />
    </FieldBox>
  );
}

interface LongTextFieldProps extends FieldProps<string> {
  readonly placeholder?: string;
  readonly lang?: string;
}

/** Some sentences. Enter saves: no text here has lines. */
export function LongTextField({ setup, field, hint, placeholder = "", lang = "" }: LongTextFieldProps) {
  const draft = useField(setup, field);
  return (
    <FieldBox draft={draft} label={field.name} hint={hint} show={String}>
      <textarea rows={2} maxLength={2000} lang={lang} placeholder={placeholder} {...inputProps(draft, hint)} />
    </FieldBox>
  );
}

interface SelectFieldProps extends FieldProps<string> {
  readonly options: readonly string[];
  readonly label: (option: string) => string;
}

export function SelectField({ setup, field, hint, options, label }: SelectFieldProps) {
  const draft = useField(setup, field);
  const all = options.includes(draft.typed) ? options : [draft.typed, ...options];
  return (
    <FieldBox draft={draft} label={field.name} hint={hint} show={label}>
      <select id={draft.id} value={draft.typed} onChange={(event) => draft.choose(event.currentTarget.value)}>
        {all.map((option) => <option key={option} value={option}>{label(option)}</option>)}
      </select>
    </FieldBox>
  );
}

interface ChoiceFieldProps<V extends string> extends FieldProps<V> {
  readonly options: readonly V[];
  readonly label: (option: V) => string;
  /** One sentence below an option. */
  readonly explain?: (option: V) => string;
}

/** One of a few, all in sight. */
export function ChoiceField<V extends string>({ setup, field, hint, options, label, explain }: ChoiceFieldProps<V>) {
  const draft = useField(setup, field);
  return (
    <GroupBox draft={draft} label={field.name} hint={hint} show={label}>
      <div class={explain === undefined ? "choices is-row" : "choices is-cards"}>
        {options.map((option) => (
          <label key={option} class="choice">
            <input type="radio" name={draft.id} checked={draft.typed === option} onChange={() => draft.choose(option)} />
            <span>
              <span class="choice-name">{label(option)}</span>
              {explain !== undefined && <span class="choice-why">{explain(option)}</span>}
            </span>
          </label>
        ))}
      </div>
    </GroupBox>
  );
}

/** Yes or no. */
export function TickField({ setup, field, hint }: FieldProps<boolean>) {
  const draft = useField(setup, field);
  return (
    <div class="field">
      <div class="field-head">
        <label class="tick">
          <input type="checkbox" checked={draft.typed} aria-describedby={`${draft.id}-hint`} onChange={(event) => draft.choose(event.currentTarget.checked)} />
          <span>{field.name}</span>
        </label>
        <SaveMark stage={draft.stage} />
      </div>
      {hint !== undefined && <p class="field-hint is-tick" id={`${draft.id}-hint`}>{hint}</p>}
      <Aftermath draft={draft} show={(value) => t(value ? "setup.yes" : "setup.no")} />
    </div>
  );
}

interface SetFieldProps extends FieldProps<readonly string[]> {
  readonly options: readonly string[];
  readonly label: (option: string) => string;
}

/** Some of a few, kept in the order of the options. */
export function SetField({ setup, field, hint, options, label }: SetFieldProps) {
  const draft = useField(setup, field);
  const toggle = (option: string): void => {
    const chosen = new Set(draft.typed);
    if (!chosen.delete(option)) chosen.add(option);
    draft.choose(options.filter((one) => chosen.has(one)));
  };
  return (
    <GroupBox draft={draft} label={field.name} hint={hint} show={(values) => values.map(label).join(", ")}>
      <div class="choices is-row">
        {options.map((option) => (
          <label key={option} class="choice">
            <input type="checkbox" checked={draft.typed.includes(option)} onChange={() => toggle(option)} />
            <span dir="auto">{label(option)}</span>
          </label>
        ))}
      </div>
    </GroupBox>
  );
}
