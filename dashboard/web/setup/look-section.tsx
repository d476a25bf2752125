/** The organiser's colour and logo, as people will see them. */
import { contrast, mendAccent, parse } from "@client/accent";
import { type Answer } from "@client/api";
import { useState } from "preact/hooks";
import { Icon } from "@client/icons";
import { Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { setting, type SettingValues, type Settings } from "./document";
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
  const { value: logo, version } = setup.document.value.settings.logo;
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const settle = async (asked: Promise<Answer<Settings["logo"]>>): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const answer = await asked;
    if (answer.kind === "ok") setup.document.value = setting("logo").write(setup.document.peek(), answer.value);
    else {
      setTrouble(troubleOf(answer));
      await setup.refresh(); // somebody else may have put another one
    }
    setBusy(false);
  };
  const send = (file: File | undefined): void => {
    if (file !== undefined) void settle(setup.api.putFile("/setup/logo", file, version));
  };
  return (
    <div class="field">
      <p class="field-name">{t("setup.logo")}</p>
      <p class="field-hint">{t("setup.logo_hint")}</p>
      {logo !== null && <LogoPicture logo={logo} version={version} onRemove={() => void settle(setup.api.remove("/setup/logo", version))} />}
      <label
        class={isOver ? "drop is-over" : "drop"}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); send(event.dataTransfer?.files[0]); }}
      >
        <input type="file" class="drop-input" accept="image/png,image/jpeg,image/webp" onChange={(event) => { send(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
        <span>{isBusy ? t("setup.logo_sending") : t(logo === null ? "setup.logo_choose" : "setup.logo_other")}</span>
      </label>
      <Trouble trouble={trouble} />
    </div>
  );
}

interface LogoPictureProps {
  readonly logo: NonNullable<SettingValues["logo"]>;
  readonly version: number;
  readonly onRemove: () => void;
}

function LogoPicture({ logo, version, onRemove }: LogoPictureProps) {
  return (
    <div class="logo">
      <img class="logo-picture" src={`/api/v1/event/logo?v=${version}`} width={logo.width} height={logo.height} alt={t("setup.logo_alt")} />
      <span class="soft">{t("setup.logo_size", { width: logo.width, height: logo.height })}</span>
      <button type="button" class="button" onClick={onRemove}><Icon name="cross" /> {t("setup.remove")}</button>
    </div>
  );
}
