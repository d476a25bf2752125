// Scans on their way to the server, first in, first out. This one lives in memory: what it holds ends with the page.
import { signal, type ReadonlySignal } from "@preact/signals";
import type { Answer } from "@client/api";
import type { Scan, ScanAnswer } from "@client/scans";

export type Delivery =
  | { readonly kind: "answered"; readonly scan: Scan; readonly answer: ScanAnswer }
  /** The server will never take this scan, however often it is sent. */
  | { readonly kind: "declined"; readonly scan: Scan; readonly code: string }
  /** This try failed; the next one follows by itself. */
  | { readonly kind: "not_reached"; readonly scan: Scan }
  /** The server no longer knows this station; the scan is kept until it does. */
  | { readonly kind: "not_paired"; readonly scan: Scan };

export interface Outbox {
  put(scan: Scan): void;
  /** The server may be back: try now instead of after the pause. */
  nudge(): void;
  readonly size: ReadonlySignal<number>;
}

export interface OutboxParts {
  readonly send: (scan: Scan) => Promise<Answer<ScanAnswer>>;
  readonly onDelivery: (delivery: Delivery) => void;
  /** Calls back after so many ms and answers with what cancels that. */
  readonly after: (ms: number, then: () => void) => () => void;
}

const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Requests that the same server may take later: not signed in yet, timed out, too early, too many. */
const LATER = new Set([401, 408, 425, 429]);

export function createOutbox({ send, onDelivery, after }: OutboxParts): Outbox {
  const waiting: Scan[] = [];
  const size = signal(0);
  let isSending = false;
  let failures = 0;
  let cancelPause: (() => void) | null = null;

  const go = (): void => {
    const [scan] = waiting;
    if (isSending || cancelPause !== null || scan === undefined) return;
    isSending = true;
    void send(scan).then((answer) => {
      isSending = false;
      settle(delivered(scan, answer));
    });
  };

  const settle = (delivery: Delivery): void => {
    if (delivery.kind === "answered" || delivery.kind === "declined") {
      waiting.shift();
      failures = 0;
    } else {
      pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0);
      failures += 1;
    }
    size.value = waiting.length;
    onDelivery(delivery);
    go();
  };

  const pause = (ms: number): void => {
    cancelPause = after(ms, () => {
      cancelPause = null;
      go();
    });
  };

  const nudge = (): void => {
    cancelPause?.();
    cancelPause = null;
    go();
  };

  return {
    size,
    nudge,
    put(scan) {
      waiting.push(scan);
      size.value = waiting.length;
      nudge();
    },
  };
}

function delivered(scan: Scan, answer: Answer<ScanAnswer>): Delivery {
  if (answer.kind === "ok") return { kind: "answered", scan, answer: answer.value };
  if (answer.kind === "unreachable") return { kind: "not_reached", scan };
  if (answer.status === 401) return { kind: "not_paired", scan };
  return LATER.has(answer.status) ? { kind: "not_reached", scan } : { kind: "declined", scan, code: answer.error.code };
}
