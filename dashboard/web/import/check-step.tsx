/** What an import would do, line by line, and what somebody may choose before it is done. */
import { useState } from "preact/hooks";
import { known, t } from "../texts";
import { type Choices, type Line, type Result, type Sort, SORTS, type Told } from "./told";

interface CheckStepProps {
  readonly told: Told;
  readonly result: Result;
  readonly onChoose: (choices: Choices) => void;
  readonly onImport: (confirmed: boolean) => void;
}

export function CheckStep({ told, result, onChoose, onImport }: CheckStepProps) {
  const [isConfirmed, setConfirmed] = useState(false);
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0, found: 0, missing: 0, come: 0, unidentified: 0, unsealable: 0, ...told.counts };
  const mustConfirm = told.choices.cancel_missing && result.has_few;
  const isOfUse = counts.added + counts.changed + counts.unchanged > 0;
  return (
    <section class="import-step" aria-labelledby="import-check">
      <h2 id="import-check" class="import-heading">{t("import.would")}</h2>
      <dl class="import-counts">
        {(["added", "changed", "unchanged", "refused"] as const).map((name) => (
          <div key={name}><dt>{t(`import.count.${name}`)}</dt><dd>{counts[name]}</dd></div>
        ))}
      </dl>
      {counts.unsealable > 0 && <p class="import-warning">{t("import.unsealable", { count: counts.unsealable })}</p>}
      {counts.unidentified > 0 && <p class="import-warning">{t("import.unidentified", { count: counts.unidentified })}</p>}
      {SORTS.map((sort) => <Findings key={sort} sort={sort} lines={result.lines[sort]} total={result.totals[sort]} />)}
      <p><a class="button" href={`/api/v1/import-files/${told.id}/report`} download>{t("import.report")}</a></p>
      <ChoiceSet told={told} result={result} onChoose={onChoose} />
      {mustConfirm && (
        <label class="import-choice import-warning">
          <input type="checkbox" checked={isConfirmed} onChange={(event) => setConfirmed(event.currentTarget.checked)} />
          <span>{t("import.confirm_few", { found: counts.found, all: counts.found + counts.missing })}</span>
        </label>
      )}
      <div class="import-actions">
        <button type="button" class="button is-primary" disabled={!isOfUse || (mustConfirm && !isConfirmed)} onClick={() => onImport(isConfirmed)}>{t("import.go")}</button>
      </div>
    </section>
  );
}

/** A choice changes what would happen: the file is checked anew. */
function ChoiceSet({ told, result, onChoose }: Pick<CheckStepProps, "told" | "result" | "onChoose">) {
  const { file_wins, cancel_missing } = told.choices;
  const hasCorrections = file_wins || result.totals.kept > 0;
  const hasMissing = cancel_missing || result.totals.missing > 0;
  if (!hasCorrections && !hasMissing) return null;
  return (
    <fieldset class="import-choices">
      <legend>{t("import.choices")}</legend>
      {hasCorrections && (
        <label class="import-choice">
          <input type="checkbox" checked={file_wins} onChange={(event) => onChoose({ ...told.choices, file_wins: event.currentTarget.checked })} />
          <span>{t("import.file_wins")}</span>
        </label>
      )}
      {hasMissing && (
        <label class="import-choice">
          <input type="checkbox" checked={cancel_missing} onChange={(event) => onChoose({ ...told.choices, cancel_missing: event.currentTarget.checked })} />
          <span>{t("import.cancel_missing")}</span>
        </label>
      )}
    </fieldset>
  );
}

function Findings({ sort, lines, total }: { readonly sort: Sort; readonly lines: readonly Line[]; readonly total: number }) {
  if (total === 0) return null;
  return (
    <details class="import-findings" open={sort === "refused"}>
      <summary>{t(`import.sort.${sort}`, { count: total })}</summary>
      <ul class="import-lines">{lines.map((line, at) => <li key={at}><Words sort={sort} line={line} /></li>)}</ul>
      {total > lines.length && <p class="soft">{t("import.more", { count: total - lines.length })}</p>}
    </details>
  );
}

function Words({ sort, line }: { readonly sort: Sort; readonly line: Line }) {
  const where = line.line > 0 && <strong>{t("import.line", { line: line.line })} </strong>;
  if (sort === "refused") return <>{where}{line.reason} <span class="soft">{line.remedy}</span></>;
  const who = <bdi dir="auto">{line.name}</bdi>;
  if (sort !== "changed" && sort !== "kept") return <>{where}{who} <span class="soft">{line.source_id}</span></>;
  const field = known(`import.field.${line.field}`, "import.field.other", { name: line.field });
  const values = { old: line.on_list === "" ? t("import.nothing") : line.on_list, new: line.in_file };
  return <>{where}{who}, {field}: {t(sort === "kept" ? "import.stays" : "import.becomes", values)}</>;
}
