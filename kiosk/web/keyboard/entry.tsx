// A text field of the kiosk: typed into from the screen or from keys, never filled by a scan, never remembered.
import { Icon } from "@client/icons";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Purpose } from "./board";
import { guardField } from "./scan_guard";

export interface EntryProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly purpose: Purpose;
  readonly onInput: (value: string) => void;
  /** The field in use: what a keyboard on the screen types into. */
  readonly onField?: (field: HTMLInputElement) => void;
  readonly onEnter?: () => void;
  readonly isNeeded?: boolean;
  /** What is wrong with it and how to mend it. */
  readonly problem?: string | null;
  readonly hint?: string;
  readonly hasFocus?: boolean;
  readonly longest?: number;
}

const LONGEST = 200; // what the server takes

export function Entry({ id, label, value, purpose, onInput, onField, onEnter, isNeeded = false, problem = null, hint, hasFocus = false, longest = LONGEST }: EntryProps) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => (field.current === null ? undefined : guardField(field.current)), []);
  useLayoutEffect(() => {
    if (!hasFocus || field.current === null) return;
    field.current.focus();
    onField?.(field.current);
  }, [hasFocus]);
  const note = problem ?? hint;
  return (
    <div class="entry">
      <label for={id}>{label}</label>
      <input
        ref={field}
        id={id}
        // Not `email`: such a field tells nobody where its caret stands.
        type="text"
        inputMode="none"
        autocomplete="off"
        autocorrect="off"
        autocapitalize="off"
        spellcheck={false}
        dir={purpose === "email" || purpose === "code" ? "ltr" : "auto"}
        maxLength={longest}
        value={value}
        aria-required={isNeeded}
        aria-invalid={problem !== null}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onInput={(event) => onInput(event.currentTarget.value)}
        onFocus={(event) => onField?.(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.defaultPrevented || onEnter === undefined) return;
          event.preventDefault();
          onEnter();
        }}
      />
      <p id={`${id}-note`} class={`entry-note ${problem === null ? "" : "entry-problem"}`} role="status">
        {problem !== null && <Icon name="look" />}
        <span>{note}</span>
      </p>
    </div>
  );
}
