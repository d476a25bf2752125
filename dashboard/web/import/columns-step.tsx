/** What each column was taken for, with cells to see it by; a wrong one is put right here. */
import { known, t } from "../texts";
import { Problems } from "./problems";
import { type FoundColumn, type FoundList, isSecond, namesPeople, takeColumn, type Taken } from "./told";

interface ColumnsStepProps {
  readonly found: FoundList;
  readonly taken: Taken;
  readonly onTake: (taken: Taken) => void;
  readonly onCheck: () => void;
}

export function ColumnsStep({ found, taken, onTake, onCheck }: ColumnsStepProps) {
  const isReady = namesPeople(taken);
  return (
    <section class="import-step" aria-labelledby="import-columns">
      <h2 id="import-columns" class="import-heading">{t("import.columns")}</h2>
      <p class="soft">{found.sheet === "" ? t("import.columns_what") : t("import.columns_of_sheet", { sheet: found.sheet })}</p>
      <Problems problems={found.problems} />
      <div class="import-table" role="region" aria-labelledby="import-columns" tabIndex={0}>
        <table>
          <thead>
            <tr><th scope="col">{t("import.header")}</th><th scope="col">{t("import.samples")}</th><th scope="col">{t("import.taken_for")}</th></tr>
          </thead>
          <tbody>
            {found.columns.map((column, place) => (
              <Row key={place} column={column} fields={found.fields} field={taken[place] ?? ""} isFixed={isSecond(found, place)} onTake={(field) => onTake(takeColumn(taken, place, field))} />
            ))}
          </tbody>
        </table>
      </div>
      {!isReady && <p class="import-warning">{t("import.no_names")}</p>}
      <div class="import-actions">
        <button type="button" class="button is-primary" disabled={!isReady} onClick={onCheck}>{t("import.check")}</button>
      </div>
    </section>
  );
}

interface RowProps {
  readonly column: FoundColumn;
  readonly fields: readonly string[];
  readonly field: string;
  readonly isFixed: boolean;
  readonly onTake: (field: string) => void;
}

function Row({ column, fields, field, isFixed, onTake }: RowProps) {
  const header = column.header === "" ? t("import.no_header") : column.header;
  return (
    <tr class={field === "" ? "is-unused" : ""}>
      <th scope="row"><bdi dir="auto">{header}</bdi></th>
      <td>{column.samples.filter((sample) => sample.trim() !== "").map((sample, at) => <bdi key={at} dir="auto" class="import-sample">{sample}</bdi>)}</td>
      <td>
        <select value={field} disabled={isFixed} aria-label={t("import.taken_for_of", { header })} onChange={(event) => onTake(event.currentTarget.value)}>
          <option value="">{t("import.not_read")}</option>
          {fields.map((name) => <option key={name} value={name}>{known(`import.field.${name}`, "import.field.other", { name })}</option>)}
        </select>
        {column.is_remembered && field === column.field && <span class="import-remembered">{t("import.remembered")}</span>}
      </td>
    </tr>
  );
}
