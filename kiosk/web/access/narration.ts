// Reads the page aloud while somebody wants it: a new screen as a whole, later only what changed, and what has the focus.
import { useEffect, useRef } from "preact/hooks";
import type { KioskTexts } from "../catalogues";
import type { Access } from "./modes";
import { described, linesOf } from "./reading";
import type { Voice } from "./voice";

const SETTLED_MS = 250; // a screen draws itself in several steps; only the last is worth saying
const SPOKEN_OF = "button, a[href], input, select, textarea";

/** Works on what stands on the page, so that a new screen is read without doing anything for it. */
export function useNarration(voice: Voice, texts: KioskTexts, { spoken, volume }: Access, screen: string): void {
  const loudness = useRef(volume);
  loudness.current = volume;
  useEffect(() => {
    if (!spoken) return undefined;
    return narrate(voice, texts, () => loudness.current);
  }, [voice, texts, spoken, screen]);
}

/** From now on until the returned function is called. */
function narrate(voice: Voice, texts: KioskTexts, volume: () => number): () => void {
  const page = document.getElementById("app") ?? document.body;
  let known: ReadonlySet<string> = new Set();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (lines: readonly string[]): void => voice.say(lines, texts.language, volume());
  const look = (): void => {
    const lines = linesOf(page, texts);
    const fresh = lines.filter((line) => !known.has(line));
    const isArrival = known.size === 0;
    known = new Set(lines);
    if (isArrival) say([...lines, ...inFocus(texts), texts.t("spoken.how")]);
    else if (fresh.length > 0) say(fresh);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLED_MS);
  };
  const onFocus = ({ target }: FocusEvent): void => {
    // Before the screen was read it is read with it; afterwards whoever moves on does not hear it to its end.
    if (known.size > 0 && target instanceof Element && target.matches(SPOKEN_OF)) say([described(target, texts)]);
  };
  const observer = new MutationObserver(soon);
  observer.observe(page, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-checked", "aria-pressed", "inert"] });
  document.addEventListener("focusin", onFocus);
  soon();
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("focusin", onFocus);
    voice.silence();
  };
}

function inFocus(texts: KioskTexts): string[] {
  const { activeElement } = document;
  return activeElement?.matches(SPOKEN_OF) === true ? [described(activeElement, texts)] : [];
}
