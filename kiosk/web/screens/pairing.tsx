import { Icon } from "@client/icons";
import { useEffect, useRef, useState } from "preact/hooks";
import type { KioskTexts } from "../catalogues";
import type { Screen } from "../machine";

const LENGTH = 8;
const PAD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32: none that is mistaken for another

export interface PairingProps {
  readonly texts: KioskTexts;
  readonly screen: Extract<Screen, { kind: "pairing" }>;
  readonly onCode: (code: string) => void;
}

/** The code after a key: letters and digits are added up to eight, Backspace takes one away. */
export function typedCode(code: string, key: string): string {
  if (key === "Backspace") return code.slice(0, -1);
  return code.length < LENGTH && /^[a-z0-9]$/i.test(key) ? code + key.toUpperCase() : code;
}

/** The eighth character sends the code: there is nothing else to press. */
export function Pairing({ texts, screen, onCode }: PairingProps) {
  const [code, setCode] = useState("");
  const latest = useRef(""); // a scanner types faster than the page draws: the drawn code may lag behind
  const { isAsking, problem } = screen;
  const put = (next: string): void => {
    latest.current = next;
    setCode(next);
  };
  useEffect(() => {
    if (problem === "code_unknown") put("");
  }, [screen]);

  const type = (key: string): void => {
    if (isAsking) return;
    const before = latest.current;
    const next = typedCode(before, key);
    put(next);
    const isComplete = next.length === LENGTH && (next !== before || key === "Enter");
    if (isComplete) onCode(next);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isPress(event)) return;
      type(event.key);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });

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
      </div>
      {/* Codes are typed and read from the left in every language. */}
      <div class="pad" dir="ltr">
        {[...PAD].map((key) => (
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

function CodeBoxes({ texts, code }: { texts: KioskTexts; code: string }) {
  const places = Array.from({ length: LENGTH }, (_, index) => index);
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
  if (problem !== null && (code === "" || code.length === LENGTH)) return texts.t(`pairing.${problem}`);
  return texts.t("pairing.to_go", { count: LENGTH - code.length });
}

/** Enter and space press the focused button of the pad; they are not typed. */
function isPress(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ");
}
