// Working without the server: the roster, the scans that wait on this device's disk, and the decisions made meanwhile.
import type { ScanAnswer } from "@client/scans";
import type { StationData } from "@client/snapshots";
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Delivery, Outgoing } from "../outbox";
import type { Layouts } from "../own_printer";
import { openDatabase, type Database } from "./database";
import { openPassages, toldBy, type Passages } from "./earlier";
import { judge, passageOf, type Bench, type Judged } from "./judging";
import { dropScan, keepScan, keptScans } from "./kept_scans";
import { openRoster, type Roster } from "./roster";
import { canSeal } from "./sealing";
import { createStationClock, type HeardClock, type StationClock } from "./station_clock";

export type { Judged, Judgement, Pass } from "./judging";

/** What a page that starts without the server must know of itself; nothing of it is personal. */
export type KeptStation = Pick<StationData, "station" | "event">;

const STATION = "station";
const CLOCK = "clock";
const LAYOUTS = "layouts";

export interface Offline {
  /** Whether codes can be checked here without the server, now. */
  readonly isReady: ReadonlySignal<boolean>;
  /** The device has no room left: what is scanned is sent, but not kept. */
  readonly isFull: ReadonlySignal<boolean>;
  /** Who this station was when the server last answered. */
  station(): Promise<KeptStation | undefined>;
  keepStation(station: KeptStation): void;
  /** Scans that an earlier page of this device left. */
  leftScans(): Promise<readonly Outgoing[]>;
  /** Keeps what may be kept of a scan that was just put into the outbox; answers with it. */
  keep(scan: Outgoing): Promise<Outgoing>;
  /** Decides in the server's place. */
  judge(scan: Outgoing): Promise<Judged>;
  /** Keeps a scan of which more is known now. */
  keepAgain(scan: Outgoing): Promise<void>;
  layouts(): Promise<Layouts | undefined>;
  keepLayouts(layouts: Layouts): void;
  /** Takes a scan off the disk that was answered before it lay there. */
  drop(scanId: string): Promise<void>;
  /** What came of sending. */
  settle(delivery: Delivery): Promise<void>;
  /** The server's time, epoch ms. */
  heard(serverTime: number): void;
  /** Fetches what changed on the roster. */
  follow(): void;
  close(): void;
}

/** Null where this browser keeps nothing or seals nothing, as on plain http from another machine: then the kiosk works on line only. */
export async function openOffline(): Promise<Offline | null> {
  if (!canSeal()) return null;
  const database = await openDatabase();
  if (database === null) return null;
  void navigator.storage.persist(); // a browser short of room may take away what nobody asked it to keep
  const clock = createStationClock(await database.get<HeardClock>("kept", CLOCK));
  return new KeptOnDevice(database, await openRoster(database), await openPassages(database), clock);
}

class KeptOnDevice implements Offline, Bench {
  readonly isReady: ReadonlySignal<boolean>;
  readonly isFull: ReadonlySignal<boolean>;
  private readonly hasNoRoom = signal(false);
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly database: Database,
    readonly roster: Roster,
    readonly passages: Passages,
    readonly clock: StationClock,
  ) {
    this.isReady = computed(() => roster.head.value !== null);
    this.isFull = computed(() => this.hasNoRoom.value || roster.isFull.value);
    effect(() => {
      const head = roster.head.value;
      const policy = head?.policy ?? null; // none where the kiosk stands at no door
      if (head === null || policy === null) return;
      const position = toldBy(head);
      void this.inTurn(async () => passages.caughtUp(policy.place_id, position)); // not while a decision has read one and not yet the other
    });
  }

  station(): Promise<KeptStation | undefined> {
    return this.database.get<KeptStation>("kept", STATION);
  }

  keepStation({ station, event }: KeptStation): void {
    this.put(STATION, { station, event });
  }

  leftScans(): Promise<readonly Outgoing[]> {
    return keptScans(this.database);
  }

  keep(scan: Outgoing): Promise<Outgoing> {
    return this.inTurn(async () => {
      const found = scan.code === undefined ? null : await this.roster.find(scan.code);
      if (found === null) return scan;
      const hidden = { ...scan, ...found.hidden };
      this.hasNoRoom.value = (await keepScan(this.database, hidden)) === "full";
      return hidden;
    });
  }

  judge(scan: Outgoing): Promise<Judged> {
    return this.inTurn(async () => {
      const judged = await judge(this, scan);
      this.hasNoRoom.value = judged.written === "full";
      return judged;
    });
  }

  async keepAgain(scan: Outgoing): Promise<void> {
    await this.inTurn(() => keepScan(this.database, scan));
  }

  layouts(): Promise<Layouts | undefined> {
    return this.database.get<Layouts>("kept", LAYOUTS);
  }

  keepLayouts(layouts: Layouts): void {
    this.put(LAYOUTS, layouts);
  }

  async drop(scanId: string): Promise<void> {
    await this.inTurn(() => dropScan(this.database, scanId));
  }

  async settle(delivery: Delivery): Promise<void> {
    if (delivery.kind !== "answered" && delivery.kind !== "declined") return;
    const { scan_id } = delivery.scan;
    await this.drop(scan_id);
    if (delivery.kind === "answered" && delivery.answer.outcome === "admitted") await this.inTurn(() => this.note(delivery.scan, delivery.answer));
    else this.passages.forget(scan_id);
  }

  heard(serverTime: number): void {
    this.put(CLOCK, this.clock.heard(serverTime));
  }

  follow(): void {
    this.roster.follow();
  }

  close(): void {
    this.roster.stop();
    this.database.close();
  }

  /** Who was let in on line, should the line be cut before the roster tells. */
  private async note(scan: Outgoing, answer: ScanAnswer): Promise<void> {
    const head = this.roster.head.peek();
    if (scan.offline === undefined && scan.code !== undefined && head !== null && !answer.rehearsal) {
      const found = await this.roster.find(scan.code);
      if (found !== null) await this.passages.remember(scan.scan_id, passageOf(scan, found, head, Date.parse(answer.at)));
    }
    this.passages.recorded(scan.scan_id, answer);
  }

  /** One after the other: two windows of time for one ticket would let it in twice, or bring back what was sent. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(console.warn);
    return done;
  }

  private put(name: string, value: unknown): void {
    void this.database.write(["kept"], "relaxed", (transaction) => transaction.objectStore("kept").put(value, name));
  }
}
