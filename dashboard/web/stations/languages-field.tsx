/** The languages of a kiosk in their order, the one that it begins in first; the others stand below to be added. */
import { Icon } from "@client/icons";
import { ownName } from "@client/texts";
import { t } from "../texts";
import { earlier } from "./wanted";

interface LanguagesFieldProps {
  readonly chosen: readonly string[];
  /** All that there are. */
  readonly offered: readonly string[];
  readonly onChange: (languages: readonly string[]) => void;
}

export function LanguagesField({ chosen, offered, onChange }: LanguagesFieldProps) {
  const others = offered.filter((language) => !chosen.includes(language));
  return (
    <fieldset class="field">
      <legend>{t("stations.languages")}</legend>
      <ol class="languages-chosen">
        {chosen.map((language, index) => (
          <li key={language} class="language-chosen">
            <bdi lang={language}>{ownName(language)}</bdi>
            {index === 0 && <span class="soft">{t("stations.begins_in")}</span>}
            {index > 0 && (
              <button type="button" class="icon-button" onClick={() => onChange(earlier(chosen, language))}>
                <span class="is-up"><Icon name="back" label={t("stations.earlier", { language: ownName(language) })} /></span>
              </button>
            )}
            {chosen.length > 1 && (
              <button type="button" class="icon-button" onClick={() => onChange(chosen.filter((one) => one !== language))}>
                <Icon name="cross" label={t("setup.remove_name", { name: ownName(language) })} />
              </button>
            )}
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <div class="languages-others">
          {others.map((language) => (
            <button key={language} type="button" class="button" lang={language} onClick={() => onChange([...chosen, language])}>
              <Icon name="plus" /> {ownName(language)}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  );
}
