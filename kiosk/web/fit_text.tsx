// Text as large as its box allows: a name of four letters and one of ninety fill the same screen.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface FitTextProps {
  readonly children: ComponentChildren;
  /** What the size depends on beside the box; a change of it measures anew. */
  readonly text: string;
  /** Pixels. */
  readonly largest: number;
  readonly class?: string;
}

const WIDEST = 0.17; // of the box: letters larger than this leave a phone one word a line
const SMALLEST = 20;
const SMALLEST_UNBROKEN = 40; // below this a long word is broken rather than made smaller

const STEP = 1.06; // from a size to the next: nobody sees less, and each size that is tried lays the text out anew

/**
 * The largest of the sizes from `largest` down to `smallest`, each 6 % less than the one before, that fits; null when none
 * does. `fits` must be monotonic.
 */
export function largestFit(smallest: number, largest: number, fits: (size: number) => boolean): number | null {
  if (largest < smallest) return null;
  const sizes = ladder(smallest, largest);
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(sizes[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return sizes[low] ?? null;
}

function ladder(smallest: number, largest: number): readonly number[] {
  const count = Math.floor(Math.log(largest / smallest) / Math.log(STEP));
  const sizes = Array.from({ length: count + 1 }, (_, step) => Math.round(largest / STEP ** step));
  return sizes.at(-1) === smallest ? sizes : [...sizes, smallest];
}

export function FitText({ children, text, largest, class: name = "" }: FitTextProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let fitted = "";
    const refit = () => {
      fit(element, largest);
      fitted = sizeOf(element);
    };
    refit();
    const observer = new ResizeObserver(() => sizeOf(element) === fitted || refit());
    observer.observe(element);
    // Measured with the fallback font, a name set in Noto Sans a moment later would overflow.
    if (document.fonts.status === "loading") void document.fonts.ready.then(refit);
    return () => observer.disconnect();
  }, [text, largest]);
  return (
    <div ref={box} class={`fit ${name}`}>
      <div class="fit-text">{children}</div>
    </div>
  );
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): string {
  return `${clientWidth} ${clientHeight}`;
}

/** A long name alone is made smaller: the greeting before it is read from afar. */
function narrow(name: HTMLElement, size: number, room: number): void {
  name.style.fontSize = "";
  if (name.scrollWidth > room) name.style.fontSize = `${Math.max(SMALLEST_UNBROKEN, Math.floor((size * room) / name.scrollWidth))}px`;
}

function fit(box: HTMLElement, largest: number): void {
  const inner = box.firstElementChild as HTMLElement;
  const matter = document.createRange();
  matter.selectNodeContents(inner);
  const names = inner.querySelectorAll<HTMLElement>("h1 > bdi");
  const fits = (size: number): boolean => {
    inner.style.fontSize = `${size}px`;
    for (const name of names) narrow(name, size, box.clientWidth);
    // Not scrollWidth: it leaves out what sticks out at the side where the line begins, as a long name from the left
    // does in a greeting from the right.
    return Math.floor(matter.getBoundingClientRect().width) <= box.clientWidth && inner.scrollHeight <= box.clientHeight;
  };
  const limit = Math.max(SMALLEST_UNBROKEN, Math.min(largest, Math.round(box.clientWidth * WIDEST)));
  inner.style.overflowWrap = "normal";
  let size = largestFit(SMALLEST_UNBROKEN, limit, fits);
  if (size === null) {
    inner.style.overflowWrap = "anywhere";
    size = largestFit(SMALLEST, limit, fits);
  }
  fits(size ?? SMALLEST); // the last that was tried may be another
}
