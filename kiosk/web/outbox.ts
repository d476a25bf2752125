// Scans on their way to the server, first in, first out. It sends; what is kept on the device is `offline/`'s matter.
import { signal, type ReadonlySignal } from "@preact/signals";
import type { Answer } from "@client/api";
import type { Scan, ScanAnswer } from "@client/scans";

/** What this kiosk did while it was cut off. */
export interface OfflineOutcome {
  readonly outcome: "admitted" | "referred";
  /** Of the roster it went by: its own count of its changes. */
  readonly roster_seq: number;
  readonly clock: "synced" | "unknown";
}

/** A scan as it waits. The code is in memory alone: a scan that an earlier page left has what stands for it. */
export interface Outgoing extends Omit<Scan, "code"> {
  readonly code?: string;
  /** The id of its code on the roster, or the code so that only the server reads it. */
  readonly lookup?: string;
  readonly sealed_code?: string;
  /** The door that it was shown at: the kiosk may have been moved before the server hears of it. Earlier pages did not keep it. */
  readonly place_id?: string;
  /** One for every start of the page. */
  readonly boot_id: string;
  readonly offline?: OfflineOutcome;
  /** The badge that came out beside this kiosk. */
  readonly badge_printed?: { readonly job_id: string };
}

export type Delivery =
  | { readonly kind: "answered"; readonly scan: Outgoing; readonly answer: ScanAnswer }
  /** The server will never take this scan, however often it is sent. */
  | { readonly kind: "declined"; readonly scan: Outgoing; readonly code: string }
  /** This try failed; the next one follows by itself. */
  | { readonly kind: "not_reached"; readonly scan: Outgoing }
  /** The server no longer knows this station; the scan is kept until it does. */
  | { readonly kind: "not_paired"; readonly scan: Outgoing };

export interface Outbox {
  put(scan: Outgoing): void;
  /** The scan of this id while it waits. */
  find(scanId: string): Outgoing | undefined;
  /** The same scan, of which more is known now; nothing where it has been answered meanwhile. */
  replace(scan: Outgoing): void;
  /** The server may be back: try now instead of after the pause. */
  nudge(): void;
  readonly size: ReadonlySignal<number>;
}

export interface OutboxParts {
  readonly send: (scan: Outgoing) => Promise<Answer<ScanAnswer>>;
  readonly onDelivery: (delivery: Delivery) => void;
  /** Calls back after so many ms and answers with what cancels that. */
  readonly after: (ms: number, then: () => void) => () => void;
}

const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];
const PATIENCE = 3; // tries at one scan that bring the server into trouble, until those behind it go first

/** Requests that the same server may take later: not signed in yet, not from this page yet, timed out, too early, too many. */
const LATER = new Set([401, 403, 408, 425, 429]);

export function createOutbox({ send, onDelivery, after }: OutboxParts): Outbox {
  const waiting: Outgoing[] = [];
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
      settle(scan, answer);
    });
  };

  const settle = (sent: Outgoing, answer: Answer<ScanAnswer>): void => {
    const delivery = delivered(sent, answer);
    const [first] = waiting;
    if (delivery.kind === "answered" || delivery.kind === "declined") {
      if (!isToldOtherwise(delivery, first)) waiting.shift();
      failures = 0;
    } else {
      pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0);
      failures += 1;
      if (isInTrouble(answer) && failures % PATIENCE === 0 && first !== undefined) waiting.push(...waiting.splice(0, 1));
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
    find: (scanId) => waiting.find((one) => one.scan_id === scanId),
    replace(scan) {
      const place = waiting.findIndex((one) => one.scan_id === scan.scan_id);
      if (place >= 0) waiting[place] = scan;
    },
  };
}

/**
 * The server refused what this kiosk, tired of waiting, has let in meanwhile: it is sent once more, with that. A refusal that
 * stood alone would say that nobody came in.
 */
function isToldOtherwise(delivery: Delivery, now: Outgoing | undefined): boolean {
  const isRefused = delivery.kind === "answered" && delivery.answer.outcome === "refused";
  return isRefused && delivery.scan.offline === undefined && now?.offline?.outcome === "admitted";
}

/** The server itself answered, that something in it is wrong: perhaps it is this one scan. */
function isInTrouble(answer: Answer<ScanAnswer>): boolean {
  return answer.kind === "unreachable" && answer.cause === "server";
}

function delivered(scan: Outgoing, answer: Answer<ScanAnswer>): Delivery {
  if (answer.kind === "ok") return { kind: "answered", scan, answer: answer.value };
  if (answer.kind === "unreachable") return { kind: "not_reached", scan };
  if (answer.status === 401) return { kind: "not_paired", scan };
  return LATER.has(answer.status) ? { kind: "not_reached", scan } : { kind: "declined", scan, code: answer.error.code };
}
