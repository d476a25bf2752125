// What somebody can ask of the kiosk: switches as wide as a hand, in the lower half of any screen.
import { Icon, type IconName } from "@client/icons";
import { useEffect, useRef } from "preact/hooks";
import type { Key, KioskTexts } from "../catalogues";
import { LOUDEST, type Access, type AccessEvent, type Mode } from "./modes";

export interface AccessPanelProps {
  readonly texts: KioskTexts;
  readonly access: Access;
  /** Whether the device speaks the screen's language. */
  readonly hasVoice: boolean;
  readonly tell: (event: AccessEvent) => void;
}

/** Reading aloud first: whoever cannot see the others presses Enter once more and hears them. */
const SWITCHES: readonly { readonly mode: Mode; readonly icon: IconName; readonly text: Key }[] = [
  { mode: "spoken", icon: "sound", text: "access.spoken" },
  { mode: "largeText", icon: "large_text", text: "access.large_text" },
  { mode: "highContrast", icon: "contrast", text: "access.high_contrast" },
  { mode: "lowReach", icon: "low_reach", text: "access.low_reach" },
  { mode: "unlimitedTime", icon: "clock", text: "access.unlimited_time" },
];

export function AccessPanel({ texts, access, hasVoice, tell }: AccessPanelProps) {
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector("button")?.focus(), []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") tell({ kind: "closed" });
  };
  return (
    <section class="access-panel" role="dialog" aria-modal="true" aria-labelledby="access-title" lang={texts.language} dir={texts.direction} onKeyDown={onKey}>
      <h1 id="access-title">{texts.t("access.title")}</h1>
      <div class="access-switches" ref={first}>
        {SWITCHES.map(({ mode, icon, text }) => (
          <button key={mode} type="button" role="switch" class="access-switch" aria-checked={access[mode]} onClick={() => tell({ kind: "switched", mode })}>
            <Icon name={icon} />
            <span class="access-name">{texts.t(text)}</span>
            <span class="access-state" aria-hidden="true">{texts.t(access[mode] ? "access.on" : "access.off")}</span>
          </button>
        ))}
        <button type="button" class="access-switch access-done" onClick={() => tell({ kind: "closed" })}>
          <Icon name="check" />
          <span class="access-name">{texts.t("access.done")}</span>
        </button>
      </div>
      {access.spoken && <Voice texts={texts} access={access} hasVoice={hasVoice} tell={tell} />}
    </section>
  );
}

function Voice({ texts, access, hasVoice, tell }: AccessPanelProps) {
  if (!hasVoice) {
    return (
      <p class="access-voice" role="status">
        <Icon name="look" />
        <span>{texts.t("access.no_voice")}</span>
      </p>
    );
  }
  const louder = (by: 1 | -1) => () => tell({ kind: "volume_changed", by });
  return (
    <div class="access-voice">
      <p>{texts.t("access.headphones")}</p>
      <button type="button" class="choice" aria-label={texts.t("access.quieter")} onClick={louder(-1)}>
        <Icon name="minus" />
      </button>
      <p role="status">{texts.t("access.volume", { level: access.volume, most: LOUDEST })}</p>
      <button type="button" class="choice" aria-label={texts.t("access.louder")} onClick={louder(1)}>
        <Icon name="plus" />
      </button>
    </div>
  );
}
