// Where the focus is: into every new screen, back to the button that led there, along with the arrow keys.
import { useEffect, useRef } from "preact/hooks";

const FOCUSABLE = "button, a[href], input, select, textarea, [tabindex]:not([tabindex='-1'])";
const TYPED_IN = "input, select, textarea, [contenteditable]";

/** Moves the focus into the screen that stands on top when `screen` changes, for keys and switches to go on from. */
export function useFocusOn(screen: string): void {
  const before = useRef<HTMLElement | null>(null);
  const isPanel = useRef(false);
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.matches(".start *")) before.current = target;
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);
  useEffect(() => {
    const top = topScreen();
    const wasPanel = isPanel.current;
    isPanel.current = top?.matches(".access-panel") === true;
    if (wasPanel && !isPanel.current) return document.querySelector<HTMLElement>(".access-corner")?.focus();
    // A screen may have given the focus to its first field by itself.
    if (top === null || top.contains(document.activeElement)) return undefined;
    if (top.matches(".start") && before.current?.isConnected === true) return before.current.focus({ preventScroll: true });
    top.tabIndex = -1;
    return top.focus({ preventScroll: true });
  }, [screen]);
}

/** The last screen of the stage: what lies below it is inert. */
function topScreen(): HTMLElement | null {
  return document.querySelector<HTMLElement>(".access-panel") ?? document.querySelector<HTMLElement>(".stage > :last-child");
}

/** Whether an arrow key leads on (1) or back (-1); 0 for every other key. Left leads on where one reads from the right. */
export function arrowOf(key: string, direction: "ltr" | "rtl"): -1 | 0 | 1 {
  if (key === "ArrowDown") return 1;
  if (key === "ArrowUp") return -1;
  if (key !== "ArrowLeft" && key !== "ArrowRight") return 0;
  return (key === "ArrowRight") === (direction === "ltr") ? 1 : -1;
}

/** Arrow keys walk as Tab does, for keypads that have no Tab. A field keeps those it moves its own cursor with. */
export function walkByArrows(event: KeyboardEvent, direction: "ltr" | "rtl"): void {
  const by = arrowOf(event.key, direction);
  const { activeElement } = document;
  if (by === 0 || event.defaultPrevented || activeElement?.matches(TYPED_IN) === true) return;
  const controls = [...document.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(isReachable);
  const next = by === 1 ? controls.find((one) => isAfter(one, activeElement)) : controls.findLast((one) => isBefore(one, activeElement));
  (next ?? controls.at(by === 1 ? 0 : -1))?.focus();
  event.preventDefault();
}

function isReachable(control: HTMLElement): boolean {
  return !control.matches(":disabled") && control.closest("[inert]") === null && control.getClientRects().length > 0;
}

function isAfter(one: Element, other: Element | null): boolean {
  return other === null || other === document.body || (other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function isBefore(one: Element, other: Element | null): boolean {
  const position = other?.compareDocumentPosition(one) ?? 0;
  return (position & Node.DOCUMENT_POSITION_PRECEDING) !== 0 && (position & Node.DOCUMENT_POSITION_CONTAINS) === 0;
}
