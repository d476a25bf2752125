// Joins a keyboard on the screen with whichever field of a form is in use.
import { useRef, useState } from "preact/hooks";
import { beforeCaret, typeInto, type Key } from "./typing";

export interface Typing {
  /** For `Entry.onField`. */
  readonly use: (field: HTMLInputElement) => void;
  /** For `Keyboard.onKey`. */
  readonly type: (key: Key) => void;
  /** For `Keyboard.before`. */
  readonly before: string;
}

export function useTyping(): Typing {
  const field = useRef<HTMLInputElement | null>(null);
  const [, setTyped] = useState(0);
  return {
    use: (used) => {
      field.current = used;
      setTyped((count) => count + 1);
    },
    type: (key) => {
      if (field.current === null) return;
      typeInto(field.current, key);
      setTyped((count) => count + 1);
    },
    before: field.current === null ? "" : beforeCaret(field.current),
  };
}
