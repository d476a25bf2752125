/** A question in front of the page. The browser's own `<dialog>`: it keeps the focus inside and closes on Escape. */
import { type ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close(); // gives the focus back to what opened it
  }, []);
  return (
    <dialog ref={box} class="dialog" aria-labelledby={heading} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <h2 id={heading} class="dialog-title" dir="auto">{title}</h2>
      {children}
    </dialog>
  );
}
