/** The organiser's logo: shown, put by choosing or dropping a picture, taken away. */
import { type Answer, type Api } from "@client/api";
import { Icon } from "@client/icons";
import { useState } from "preact/hooks";
import { t } from "../texts";
import { Trouble, troubleOf } from "./trouble";
import "./logo-field.css";

/** Pixels; null where there is none. The picture itself has an address of its own. */
export type LogoSize = { readonly width: number; readonly height: number } | null;

export interface LogoSetting {
  readonly value: LogoSize;
  readonly version: number;
}

interface LogoFieldProps {
  readonly api: Api;
  readonly logo: LogoSetting;
  /** What stands there now; null when the server refused: somebody else may have put another one. */
  readonly onSettled: (saved: LogoSetting | null) => Promise<void>;
}

export function LogoField({ api, logo: { value, version }, onSettled }: LogoFieldProps) {
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const settle = async (asked: Promise<Answer<LogoSetting>>): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const answer = await asked;
    if (answer.kind !== "ok") setTrouble(troubleOf(answer));
    await onSettled(answer.kind === "ok" ? answer.value : null);
    setBusy(false);
  };
  const send = (file: File | undefined): void => {
    if (file !== undefined) void settle(api.putFile("/setup/logo", file, version));
  };
  return (
    <>
      {value !== null && <LogoPicture logo={value} version={version} onRemove={() => void settle(api.remove("/setup/logo", version))} />}
      <label
        class={isOver ? "drop is-over" : "drop"}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); send(event.dataTransfer?.files[0]); }}
      >
        <input type="file" class="drop-input" accept="image/png,image/jpeg,image/webp" onChange={(event) => { send(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
        <span>{isBusy ? t("setup.logo_sending") : t(value === null ? "setup.logo_choose" : "setup.logo_other")}</span>
      </label>
      <Trouble trouble={trouble} />
    </>
  );
}

interface LogoPictureProps {
  readonly logo: NonNullable<LogoSize>;
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
