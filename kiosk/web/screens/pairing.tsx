import { Icon } from "@client/icons";
import type { CameraState, startScanner } from "@client/scanner";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { KioskTexts } from "../catalogues";
import type { Screen } from "../model";
import { CODE_LENGTH, CODE_LETTERS, pairingCodeIn } from "../pairing_code";

const QUIET_MS = 250; // a scanner types on after the eighth character of what it read, a hand does not

export interface PairingProps {
  readonly texts: KioskTexts;
  readonly screen: Extract<Screen, { kind: "pairing" }>;
  readonly scan: typeof startScanner;
  readonly onCode: (code: string) => void;
}

/** The code after a key: letters and digits are added up to eight, Backspace takes one away. */
export function typedCode(code: string, key: string): string {
  if (key === "Backspace") return code.slice(0, -1);
  return code.length < CODE_LENGTH && /^[a-z0-9]$/i.test(key) ? code + key.toUpperCase() : code;
}

/** What stays of a typed code when something else is read: a ticket clears it, a few keys of a quick hand do not. */
export function codeBeside(code: string, scanned: string): string {
  return scanned.length > CODE_LENGTH ? "" : code;
}

/** The eighth character sends the code, and so does the dashboard's symbol: there is nothing else to press. */
export function Pairing({ texts, screen, scan, onCode }: PairingProps) {
  const { isAsking, problem } = screen;
  const { code, typed, put, type } = useTyping(isAsking, onCode);
  useEffect(() => {
    if (problem === "code_unknown") put("");
  }, [screen]);
  const read = (scanned: string): void => {
    const found = pairingCodeIn(scanned);
    put(found ?? codeBeside(typed(), scanned));
    if (found !== null) onCode(found);
  };

  return (
    <section class="pairing" lang={texts.language} dir={texts.direction}>
      <div class="pairing-words">
        <h1>{texts.t("pairing.title")}</h1>
        <p>{texts.t("pairing.how")}</p>
        <CodeBoxes texts={texts} code={code} />
        <p class={`pairing-state ${problem === null ? "" : "pairing-problem"}`} role="status">
          {problem !== null && <Icon name="look" />}
          <span>{stateWords(texts, code, screen)}</span>
        </p>
        <SymbolReader texts={texts} scan={scan} onCode={read} />
      </div>
      {/* Codes are typed and read from the left in every language. */}
      <div class="pad" dir="ltr">
        {[...CODE_LETTERS].map((key) => (
          <button key={key} type="button" disabled={isAsking} onClick={() => type(key)}>
            {key}
          </button>
        ))}
        <button type="button" class="pad-delete" disabled={isAsking} onClick={() => type("Backspace")}>
          <Icon name="delete_back" size="1.5em" label={texts.t("pairing.delete")} />
        </button>
      </div>
    </section>
  );
}

/** What was typed, by the pad or any keyboard; `onCode` hears of it when it is whole. */
function useTyping(isAsking: boolean, onCode: (code: string) => void) {
  const [code, setCode] = useState("");
  const latest = useRef(""); // a scanner types faster than the page draws: the drawn code may lag behind
  const sending = useRef<ReturnType<typeof setTimeout>>(undefined);
  const put = (next: string): void => {
    clearTimeout(sending.current);
    latest.current = next;
    setCode(next);
  };
  const type = (key: string): void => {
    if (isAsking) return;
    const before = latest.current;
    const next = typedCode(before, key);
    put(next);
    if (next.length < CODE_LENGTH) return;
    if (key === "Enter") onCode(next);
    else if (next !== before) sending.current = setTimeout(() => onCode(next), QUIET_MS);
  };
  // Before the page is painted: nobody sees the boxes before keys are heard.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isPress(event)) return;
      type(event.key);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
  useEffect(() => () => clearTimeout(sending.current), []);
  return { code, typed: () => latest.current, put, type };
}

/** The camera's picture, small, to hold the symbol into; nothing where there is no camera. A hand scanner reads without it. */
function SymbolReader({ texts, scan, onCode }: Pick<PairingProps, "texts" | "scan" | "onCode">) {
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<CameraState>("starting");
  const latest = useRef(onCode);
  latest.current = onCode;
  useLayoutEffect(() => {
    if (video.current === null) return undefined;
    return scan({ video: video.current, facing: "user", onCode: (code) => latest.current(code), onCamera: setCamera });
  }, []);
  return (
    <figure class="pairing-camera" hidden={camera !== "on"}>
      <video ref={video} muted playsInline aria-label={texts.t("start.camera_view")} />
      <figcaption>{texts.t("pairing.camera")}</figcaption>
    </figure>
  );
}

function CodeBoxes({ texts, code }: { texts: KioskTexts; code: string }) {
  const places = Array.from({ length: CODE_LENGTH }, (_, index) => index);
  return (
    <div class="code-boxes" dir="ltr" role="img" aria-label={`${texts.t("pairing.label")}: ${[...code].join(" ")}`}>
      {places.map((place) => (
        <span key={place} class={place === code.length ? "next" : ""}>
          {code[place] ?? ""}
        </span>
      ))}
    </div>
  );
}

function stateWords(texts: KioskTexts, code: string, { isAsking, problem }: PairingProps["screen"]): string {
  if (isAsking) return texts.t("pairing.asking");
  if (problem !== null && (code === "" || code.length === CODE_LENGTH)) return texts.t(`pairing.${problem}`);
  return texts.t("pairing.to_go", { count: CODE_LENGTH - code.length });
}

/** Enter and space press the focused button of the pad; they are not typed. */
function isPress(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ");
}
