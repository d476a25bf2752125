// The way of a scan: to the server, or, where that does not answer in time, to this kiosk's own decision, which the server
// is told as soon as it is back. Either way it lies on the disk before anybody is told that they may go in.
import type { Answer } from "@client/api";
import { newScanId, type Direction, type ScanAnswer } from "@client/scans";
import { signal, type ReadonlySignal } from "@preact/signals";
import type { Event } from "./model";
import type { Judged, Offline } from "./offline";
import { printed } from "./own_printer";
import { createOutbox, type Delivery, type Outbox, type Outgoing } from "./outbox";

/** Ms without an answer after which the kiosk decides itself, where it can. Less than the page's own patience. */
export const ENOUGH = 2_000;

export interface ScanFlowParts {
  readonly send: (scan: Outgoing) => Promise<Answer<ScanAnswer>>;
  readonly dispatch: (event: Event) => void;
  /** Whether somebody still stands before the screen of this scan, and waits. */
  readonly isAwaited: (scanId: string) => boolean;
  /** Scans of an earlier page, with what it printed. */
  readonly withPrinted: (scans: readonly Outgoing[]) => Promise<readonly Outgoing[]>;
  /** The door that the kiosk stands at; undefined until it has heard of it. */
  readonly placeId: () => string | undefined;
  /** Counts this device's scans. */
  readonly nextSeq: () => number;
  readonly after: (ms: number, then: () => void) => () => void;
}

export class ScanFlow {
  /** Judged by its answers: a network that is up says nothing about the server. */
  readonly isServerSilent = signal(false);
  readonly size: ReadonlySignal<number>;
  private readonly outbox: Outbox;
  private readonly bootId = newScanId();
  private offline: Offline | null = null;

  constructor(private readonly parts: ScanFlowParts) {
    const onDelivery = (delivery: Delivery): void => this.deliver(delivery);
    this.outbox = createOutbox({ send: parts.send, onDelivery, after: parts.after });
    this.size = this.outbox.size;
  }

  /** From now on scans are kept on this device, and decided here while the server is silent. */
  async keepOn(offline: Offline): Promise<void> {
    this.offline = offline;
    for (const scan of await this.parts.withPrinted(await offline.leftScans())) this.outbox.put(scan);
  }

  scan(scanId: string, code: string, direction: Direction): void {
    const placeId = this.parts.placeId();
    const scan: Outgoing = {
      scan_id: scanId,
      code,
      ...(placeId === undefined ? {} : { place_id: placeId }),
      occurred_at: new Date().toISOString(),
      station_seq: this.parts.nextSeq(),
      boot_id: this.bootId,
      direction,
    };
    if (this.isServerSilent.peek() && this.canDecide()) return void this.decideFirst(scan);
    this.outbox.put(scan);
    void this.keep(scan);
    this.parts.after(ENOUGH, () => void this.decideWaiting(scanId));
  }

  /** A scan while the server has not answered it. */
  find(scanId: string): Outgoing | undefined {
    return this.outbox.find(scanId);
  }

  /** The badge of a scan that was decided here came out beside this kiosk: the server hears of it, with the scan or after it. */
  async printedHere(scan: Outgoing): Promise<void> {
    const waiting = this.outbox.find(scan.scan_id);
    const told = printed(waiting ?? scan);
    if (waiting === undefined) this.outbox.put(told);
    else this.outbox.replace(told);
    await this.offline?.keepAgain(told);
  }

  /** Whether the server answered to something else. */
  heard(hasAnswered: boolean): void {
    const isBack = hasAnswered && this.isServerSilent.peek();
    this.isServerSilent.value = !hasAnswered;
    if (isBack) this.offline?.follow();
  }

  nudge(): void {
    this.outbox.nudge();
  }

  private canDecide(): boolean {
    return this.offline?.isReady.peek() === true;
  }

  private async keep(scan: Outgoing): Promise<void> {
    const kept = await this.offline?.keep(scan);
    const now = this.outbox.find(scan.scan_id);
    if (kept === undefined) return;
    if (now === undefined) await this.offline?.drop(scan.scan_id); // answered while it was being written
    else this.outbox.replace({ ...kept, ...now });
  }

  /** The server is known to be silent: nobody is kept waiting for it. */
  private async decideFirst(scan: Outgoing): Promise<void> {
    const judged = await this.judged(scan);
    this.outbox.put(judged?.scan ?? scan);
    this.tell(scan.scan_id, judged, true);
  }

  private async decideWaiting(scanId: string): Promise<void> {
    const scan = this.outbox.find(scanId);
    if (scan === undefined || scan.offline !== undefined || !this.parts.isAwaited(scanId) || !this.canDecide()) return;
    const judged = await this.judged(scan);
    if (this.outbox.find(scanId) === undefined) return void this.offline?.drop(scanId); // the server was quicker
    if (judged !== null) this.outbox.replace(judged.scan);
    this.tell(scanId, judged, false); // the server may have asked for a badge, and only its answer was lost
  }

  private async judged(scan: Outgoing): Promise<Judged | null> {
    try {
      return (await this.offline?.judge(scan)) ?? null;
    } catch (trouble) {
      console.warn("a scan could not be decided here", trouble);
      return null;
    }
  }

  private tell(scanId: string, judged: Judged | null, mayPrint: boolean): void {
    const at = performance.now();
    const judgement = judged?.judgement ?? { kind: "unable" };
    if (judgement.kind === "unable") this.parts.dispatch({ kind: "not_reached", scanId, at });
    else this.parts.dispatch({ kind: "judged", scanId, judgement, mayPrint, at });
  }

  private deliver(delivery: Delivery): void {
    const at = performance.now();
    const { scan_id: scanId } = delivery.scan;
    this.isServerSilent.value = delivery.kind === "not_reached";
    if (delivery.kind !== "not_reached" && delivery.kind !== "not_paired" && this.outbox.find(scanId) === undefined) void this.offline?.settle(delivery);
    switch (delivery.kind) {
      case "answered":
        return this.parts.dispatch({ kind: "answered", answer: delivery.answer, at });
      case "declined":
        return this.parts.dispatch({ kind: "declined", scanId, at });
      case "not_reached":
        return this.canDecide() ? void this.decideWaiting(scanId) : this.parts.dispatch({ kind: "not_reached", scanId, at });
      case "not_paired":
        return this.parts.dispatch({ kind: "not_paired" });
    }
  }
}
