/** The fields of a person in a form, each with what is wrong with it and what another desk wrote. */
import { known, t } from "../texts";
import { type Field, type Fields } from "./fields";
import { TextField } from "./desk-form";

export type Problems = Partial<Record<Field, string>>;

interface PersonFieldsProps {
  readonly names: readonly Field[];
  readonly fields: Fields;
  readonly problems: Problems;
  readonly theirs?: Partial<Fields>;
  readonly onChange: (field: Field, value: string) => void;
  readonly onTake?: (field: Field) => void;
}

export function PersonFields({ names, fields, problems, theirs = {}, onChange, onTake }: PersonFieldsProps) {
  return (
    <div class="person-fields">
      {names.map((name) => {
        const other = theirs[name];
        const props = { label: t(`desk.field.${name}`), value: fields[name], problem: problems[name] ?? null, onInput: (value: string) => onChange(name, value) };
        return (
          <div key={name}>
            {name === "category" ? <CategoryField {...props} /> : <TextField {...props} />}
            {other !== undefined && (
              <p class="field-theirs">
                <span>{t("desk.theirs")} <strong><bdi dir="auto">{other === "" ? t("desk.theirs_empty") : other}</bdi></strong></span>
                <button type="button" class="button" onClick={() => onTake?.(name)}>{t("desk.take_theirs")}</button>
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

const CATEGORIES = ["visitor", "speaker", "staff", "press", "sponsor", "organiser", "technician"];

function CategoryField({ label, value, onInput }: { readonly label: string; readonly value: string; readonly onInput: (value: string) => void }) {
  const offered = CATEGORIES.includes(value) ? CATEGORIES : [...CATEGORIES, value];
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onInput(event.currentTarget.value)}>
        {offered.map((category) => <option key={category} value={category}>{known(`category.${category}`, "category.other", { category })}</option>)}
      </select>
    </label>
  );
}
