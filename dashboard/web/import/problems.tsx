/** What could not be taken as it stands: where, why, and what to do. */
import { t } from "../texts";
import { type Problem } from "./told";

export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul class="import-lines">
      {problems.map(({ line, reason, remedy }) => (
        <li key={`${line}${reason}`}>{line > 0 && <strong>{t("import.line", { line })} </strong>}{reason} <span class="soft">{remedy}</span></li>
      ))}
    </ul>
  );
}
