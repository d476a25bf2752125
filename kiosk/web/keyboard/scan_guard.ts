// A hand scanner types into whatever has the focus. This keeps a scan out of a text field, and gives a quick hand its keys back.
import { isScan, NO_BURST, SILENCE_MS, wedgeKey, type Burst } from "@client/scanner/wedge";
import { typeInto } from "./typing";

export interface Guard {
  readonly burst: Burst;
  /** Keys of this burst that the listener to scanners has kept from the field. */
  readonly withheld: string;
}

export const AT_EASE: Guard = { burst: NO_BURST, withheld: "" };

export interface GuardStep {
  readonly guard: Guard;
  /** Keys of a hand after all: to be typed now, before the key that ended them. */
  readonly returned: string;
  /** These keys are a scan: its first one went into the field and must come out. */
  readonly isScan: boolean;
}

/** One key of the field, as `wedgeKey` hears it. */
export function guardKey({ burst, withheld }: Guard, key: string, at: number): GuardStep {
  const { burst: next, isTaken } = wedgeKey(burst, key, at);
  if (next === NO_BURST) return { guard: AT_EASE, returned: isTaken ? "" : withheld, isScan: false };
  if (!isTaken) return { guard: { burst: next, withheld: "" }, returned: withheld, isScan: false };
  if (!isScan(next)) return { guard: { burst: next, withheld: withheld + key }, returned: "", isScan: false };
  return { guard: { burst: next, withheld: "" }, returned: "", isScan: !isScan(burst) };
}

/** Watches one field. Answers with the function that stops it. */
export function guardField(field: HTMLInputElement): () => void {
  let guard = AT_EASE;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let before = { value: "", caret: 0 };

  const give = (text: string): void => {
    if (text !== "") typeInto(field, { kind: "text", text });
  };
  const onSilence = (): void => {
    const { withheld } = guard;
    guard = AT_EASE;
    give(withheld);
  };
  const onKey = (event: KeyboardEvent): void => {
    const isShort = [...event.key].length === 1 || event.key === "Enter" || event.key === "Tab";
    if (!isShort || event.isComposing || event.repeat) return;
    const step = guardKey(guard, event.key, event.timeStamp);
    give(step.returned);
    if (step.guard.burst.text.length === 1) before = { value: field.value, caret: field.selectionStart ?? 0 };
    if (step.isScan) restore();
    guard = step.guard;
    clearTimeout(silence);
    if (guard.withheld !== "") silence = setTimeout(onSilence, 2 * SILENCE_MS);
  };
  const restore = (): void => {
    field.value = before.value;
    field.setSelectionRange(before.caret, before.caret);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  field.addEventListener("keydown", onKey);
  return () => {
    clearTimeout(silence);
    field.removeEventListener("keydown", onKey);
  };
}
