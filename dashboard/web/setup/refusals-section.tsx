/** The next step that a kiosk shows with each refusal: its own sentence, or the organiser's in each language. */
import { Icon } from "@client/icons";
import { ownName } from "@client/texts";
import { known, t } from "../texts";
import { setting, type Texts } from "./document";
import { LongTextField } from "./fields";
import { fieldOf, type Setup } from "./setup";
import { withText } from "./with-text";

export function RefusalsSection({ setup }: { readonly setup: Setup }) {
  return (
    <ul class="set-list">
      {setup.document.value.refusals.map((refusal) => <li key={refusal.reason}><RefusalCard setup={setup} {...refusal} /></li>)}
    </ul>
  );
}

function RefusalCard({ setup, reason, short_code }: { readonly setup: Setup; readonly reason: string; readonly short_code: string }) {
  const { settings } = setup.document.value;
  const { languages, refusal_steps: held } = settings;
  const own = Object.keys(held.value[reason] ?? {});
  return (
    <details class="set-card">
      <summary class="set-head">
        <Icon name="chevron_right" />
        <span class="set-name">{known(`reason.${reason}.short`, "reason.other.short")}</span>
        <span class="set-more">{t("refusal.code", { code: short_code })} · {own.length === 0 ? t("refusal.built_in") : t("refusal.own", { languages: own.map(ownName).join(", ") })}</span>
      </summary>
      <div class="set-body">
        <p class="soft">{known(`reason.${reason}.title`, "reason.other.title")}</p>
        {languages.value.map((language) => (
          <LongTextField
            key={language}
            setup={setup}
            lang={language}
            placeholder={setup.ownSteps.value[language]?.[reason]?.replaceAll("{event}", settings.name.value) ?? t("refusal.placeholder")}
            field={fieldOf(setup, t("refusal.step_in", { language: ownName(language) }), setting("refusal_steps"), held, {
              of: ({ value }) => value[reason]?.[language] ?? "",
              change: ({ value }, text: string) => ({ value: withStep(value, reason, language, text) }),
            })}
          />
        ))}
      </div>
    </details>
  );
}

function withStep(steps: Readonly<Record<string, Texts>>, reason: string, language: string, text: string): Readonly<Record<string, Texts>> {
  const { [reason]: texts = {}, ...others } = steps;
  const worded = withText(texts, language, text);
  return Object.keys(worded).length === 0 ? others : { ...others, [reason]: worded };
}
