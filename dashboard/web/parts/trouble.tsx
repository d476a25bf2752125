/** Why something that was asked for did not happen, and what to do. */
import { type Answer } from "@client/api";
import { Icon } from "@client/icons";
import { t } from "../texts";

export interface Trouble {
  readonly what: string;
  readonly remedy: string;
}

export function troubleOf(answer: Exclude<Answer<unknown>, { kind: "ok" }>): Trouble {
  if (answer.error === null) return { what: t("common.not_done"), remedy: t("common.try_again") };
  return { what: answer.error.message, remedy: answer.error.remedy };
}

export function Trouble({ trouble }: { readonly trouble: Trouble | null }) {
  return (
    <div role="alert">
      {trouble !== null && (
        <p class="trouble">
          <Icon name="look" />
          <span><strong>{trouble.what}</strong> {trouble.remedy}</span>
        </p>
      )}
    </div>
  );
}
