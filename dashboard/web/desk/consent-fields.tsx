/** What a walk-in agrees to: read to them, ticked by the desk. */
import { LANGUAGE, t } from "../texts";
import { type Consent, wordsOf } from "./walk-in-form";

interface ConsentFieldsProps {
  readonly consents: readonly Consent[];
  readonly given: ReadonlySet<string>;
  /** Needed ones that were left out when it was sent. */
  readonly missing: readonly string[];
  readonly onChange: (given: ReadonlySet<string>) => void;
}

export function ConsentFields({ consents, given, missing, onChange }: ConsentFieldsProps) {
  if (consents.length === 0) return null;
  const tick = (id: string, isGiven: boolean): void => {
    const others = [...given].filter((known) => known !== id);
    onChange(new Set(isGiven ? [...others, id] : others));
  };
  return (
    <fieldset class="field choices">
      <legend>{t("desk.consents")}</legend>
      {consents.map((consent) => {
        const { language, text } = wordsOf(consent, LANGUAGE);
        const isMissing = missing.includes(consent.id) && !given.has(consent.id);
        return (
          <label key={consent.id} class="choice">
            <input type="checkbox" checked={given.has(consent.id)} aria-invalid={isMissing} onChange={(event) => tick(consent.id, event.currentTarget.checked)} />
            <span>
              <span lang={language} dir="auto">{text}</span>
              {consent.is_needed && <span class="soft"> · {t("desk.consent_needed")}</span>}
              {isMissing && <span class="field-problem" role="alert"> {t("desk.consent_missing")}</span>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
