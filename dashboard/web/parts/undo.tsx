/** What was just done, and how to take it back, for ten seconds. */
import { Icon } from "@client/icons";
import { type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../texts";

export const UNDO_MS = 10_000;

export interface Undo {
  readonly text: string;
  /** Null for what cannot be taken back: the text then says so. */
  readonly act: (() => void) | null;
}

export function UndoBar({ undo }: { readonly undo: Signal<Undo | null> }) {
  const offered = undo.value;
  useEffect(() => {
    if (offered === null) return undefined;
    const timer = setTimeout(() => {
      if (undo.peek() === offered) undo.value = null;
    }, UNDO_MS);
    return () => clearTimeout(timer);
  }, [offered]);
  const take = (): void => {
    undo.value = null;
    offered?.act?.();
  };
  return (
    <div role="status">
      {offered !== null && (
        <div class="undo">
          <span dir="auto">{offered.text}</span>
          {offered.act !== null && <button type="button" class="button" onClick={take}><Icon name="undo" /> {t("common.undo")}</button>}
        </div>
      )}
    </div>
  );
}
