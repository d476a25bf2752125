/** The fields of a person in a form, each with what is wrong with it and what another desk wrote. */
import { useContext } from "preact/hooks";
import { t } from "../texts";
import { Categories } from "./categories";
import { TextField } from "./desk-form";
import { type Field, type Fields } from "./fields";
import { categoryText } from "./search-panel";

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

function CategoryField({ label, value, onInput }: { readonly label: string; readonly value: string; readonly onInput: (value: string) => void }) {
  const offered = useContext(Categories);
  // A person may have one that the event has no longer: it stays theirs until another is chosen.
  const isOffered = offered.some(({ id }) => id === value);
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onInput(event.currentTarget.value)}>
        {(isOffered ? offered : [...offered, { id: value, label: "" }]).map((category) => <option key={category.id} value={category.id}>{categoryText(category)}</option>)}
      </select>
    </label>
  );
}
