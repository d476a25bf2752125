/** The organiser's colour and logo, as people will see them. */
import { contrast, mendAccent, parse } from "@client/accent";
import { LogoField, type LogoSetting } from "../parts/logo-field";
import { t } from "../texts";
import { setting } from "./document";
import { FieldBox, inputProps } from "./fields";
import { type Setup, settingField } from "./setup";
import { useField } from "./use-field";

export function LookSection({ setup }: { readonly setup: Setup }) {
  return (
    <>
      <Colour setup={setup} />
      <Logo setup={setup} />
    </>
  );
}

function Colour({ setup }: { readonly setup: Setup }) {
  const draft = useField(setup, settingField(setup, t("setup.accent"), "accent"));
  const { accent, onAccent } = mendAccent(draft.typed);
  return (
    <FieldBox draft={draft} label={t("setup.accent")} hint={t("setup.accent_hint")} show={String}>
      <div class="colour">
        <input type="color" class="colour-well" aria-label={t("setup.accent_pick")} value={parse(draft.typed) === null ? accent : draft.typed} onInput={(event) => draft.type(event.currentTarget.value)} onChange={draft.leave} />
        <input type="text" maxLength={20} spellcheck={false} {...inputProps(draft, "hint")} />
      </div>
      <div class="colour-preview" style={{ background: accent, color: onAccent }} dir="auto">
        <bdi>{setup.document.value.settings.name.value}</bdi>
      </div>
      <p class="soft" role="status">{contrastText(draft.typed, accent)}</p>
    </FieldBox>
  );
}

function contrastText(typed: string, used: string): string {
  const wanted = parse(typed);
  if (wanted === null) return t("setup.contrast_none");
  const ratio = Math.max(contrast(wanted, [255, 255, 255]), contrast(wanted, [20, 25, 31])).toFixed(1);
  return used === typed.trim().toLowerCase() ? t("setup.contrast_good", { ratio }) : t("setup.contrast_mended", { ratio, used });
}

function Logo({ setup }: { readonly setup: Setup }) {
  const settle = async (saved: LogoSetting | null): Promise<void> => {
    if (saved === null) await setup.refresh();
    else setup.document.value = setting("logo").write(setup.document.peek(), saved);
  };
  return (
    <div class="field">
      <p class="field-name">{t("setup.logo")}</p>
      <p class="field-hint">{t("setup.logo_hint")}</p>
      <LogoField api={setup.api} logo={setup.document.value.settings.logo} onSettled={settle} />
    </div>
  );
}
