/** What the event is called, when it is, and which languages it speaks. */
import { ownName } from "@client/texts";
import { Icon } from "@client/icons";
import { t } from "../texts";
import { dayAfter, dayInWords } from "./days";
import { FieldBox, GroupBox, SetField, TextField } from "./fields";
import { offered, withFirst } from "./languages";
import { type Field, type Setup, settingField } from "./setup";
import { useField } from "./use-field";

export function EventSection({ setup }: { readonly setup: Setup }) {
  const { time_zones } = setup.document.value;
  return (
    <>
      <TextField setup={setup} field={settingField(setup, t("setup.name"), "name")} hint={t("setup.name_hint")} />
      <Days setup={setup} />
      <div class="field-row">
        <TextField setup={setup} field={settingField(setup, t("setup.time_zone"), "time_zone")} hint={t("setup.time_zone_hint")} list="time-zones" />
        <TextField setup={setup} field={settingField(setup, t("setup.day_boundary"), "day_boundary")} hint={t("setup.day_boundary_hint")} type="time" />
      </div>
      <datalist id="time-zones">{time_zones.map((zone) => <option key={zone} value={zone} />)}</datalist>
      <Languages setup={setup} />
    </>
  );
}

function Days({ setup }: { readonly setup: Setup }) {
  const draft = useField(setup, settingField(setup, t("setup.days"), "days"));
  const days = draft.typed;
  const replace = (index: number, day: string): void => draft.type(days.map((old, at) => (at === index ? day : old)));
  return (
    <GroupBox draft={draft} label={t("setup.days")} hint={t("setup.days_hint")} show={(all) => all.map(dayInWords).join(", ")}>
      <ul class="days">
        {days.map((day, index) => (
          <li key={index} class="day">
            <input type="date" aria-label={t("setup.day_number", { number: index + 1 })} value={day} onInput={(event) => replace(index, event.currentTarget.value)} onBlur={draft.leave} />
            <span class="soft">{dayInWords(day)}</span>
            {days.length > 1 && (
              <button type="button" class="icon-button" onClick={() => draft.choose(days.filter((_, at) => at !== index))}>
                <Icon name="cross" label={t("setup.remove_name", { name: dayInWords(day) })} />
              </button>
            )}
          </li>
        ))}
      </ul>
      <button type="button" class="button" onClick={() => draft.choose([...days, dayAfter(days.at(-1) ?? "")])}><Icon name="plus" /> {t("setup.add_day")}</button>
    </GroupBox>
  );
}

function Languages({ setup }: { readonly setup: Setup }) {
  const field = settingField(setup, t("setup.languages"), "languages");
  const spoken = field.value;
  return (
    <>
      <SetField setup={setup} field={field} hint={t("setup.languages_hint")} options={offered(spoken, Object.keys(setup.ownSteps.value))} label={ownName} />
      {spoken.length > 1 && <FirstLanguage setup={setup} field={{ ...field, name: t("setup.first_language") }} />}
    </>
  );
}

function FirstLanguage({ setup, field }: { readonly setup: Setup; readonly field: Field<readonly string[]> }) {
  const draft = useField(setup, field);
  return (
    <FieldBox draft={draft} label={field.name} show={(languages) => ownName(languages[0] ?? "")}>
      <select id={draft.id} value={draft.typed[0] ?? ""} onChange={(event) => draft.choose(withFirst(draft.typed, event.currentTarget.value))}>
        {draft.typed.map((language) => <option key={language} value={language}>{ownName(language)}</option>)}
      </select>
    </FieldBox>
  );
}
