// The parts of the kiosk and how they speak to each other: scanner and touch make events, the machine answers with
// effects, the effects reach server and loudspeaker, and what comes back is events again.
import { applyAccent } from "@client/accent";
import { createApi, type Answer } from "@client/api";
import { createServerClock, type ServerClock } from "@client/clock";
import { createScanCount } from "@client/scan-count";
import { startScanner } from "@client/scanner";
import { newScanId, type ScanAnswer } from "@client/scans";
import type { DoorData, OwnCall, StationData, StationEvent } from "@client/snapshots";
import { createSound } from "@client/sound";
import { chooseLanguage } from "@client/texts";
import { openTopics, type Topics } from "@client/topics";
import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import { createVoice, type Voice } from "./access/voice";
import { keepAwake, noticeSleep } from "./awake";
import { CATALOGUES, spokenOf } from "./catalogues";
import { watchDoor } from "./door_watch";
import { createEngine, type Engine } from "./engine";
import { begin, isAwaited, type Effect, type Event, type Model, type PairingProblem } from "./model";
import { deadline } from "./stays";
import { openOffline, type Offline } from "./offline";
import { OwnPrinter, type OwnBadge } from "./own_printer";
import { becomeSolePage } from "./offline/sole_page";
import type { Outgoing } from "./outbox";
import { ScanFlow } from "./scan_flow";
import { leaveForGood } from "./leaving";
import { takePairingCode } from "./pairing_code";
import { createServer, type Server, type StationDocument } from "./server";
import type { TaskEffect } from "./tasks";
import { createPresence } from "./staff/server";
import { carryOut } from "./tasks/calls";
import { newsOfCall } from "./tasks/help_call";

const HEARTBEAT_MS = 10_000;
const RETRY_MS = 3_000;
const FOLLOW_MS = 15_000;
const SETTLED_MS = 1_000; // by then the start screen stands, and the camera is open or opening
const RESTING: ReadonlySet<Model["screen"]["kind"]> = new Set(["start", "out_of_order", "elsewhere"]);
const SILENT: Answer<never> = { kind: "unreachable", cause: "network", error: null };

export interface Kiosk {
  readonly model: ReadonlySignal<Model>;
  readonly event: ReadonlySignal<StationEvent | null>;
  readonly stationName: ReadonlySignal<string>;
  /** What the door tells that the station stands at; null at what is no room's door, and until it is told. */
  readonly door: ReadonlySignal<DoorData | null>;
  /** Scans that wait for the server. */
  readonly waiting: ReadonlySignal<number>;
  readonly isServerSilent: ReadonlySignal<boolean>;
  /** What this device can do while the server is silent; `none` as long as that cannot change. */
  readonly ownMeans: ReadonlySignal<OwnMeans>;
  /** This device has no room left to keep scans. */
  readonly isFull: ReadonlySignal<boolean>;
  readonly clock: ServerClock;
  /** Starts the camera and listens to the hand scanner. */
  readonly scan: typeof startScanner;
  /** Reads the screen aloud to whoever asks for it. */
  readonly voice: Voice;
  dispatch(event: Event): void;
  /** A code was read by any scanner. */
  read(code: string): void;
  start(): void;
  /** Nobody is there, and nothing on its way: the page may be loaded anew. */
  isAtRest(): boolean;
}

export type OwnMeans = "none" | "not_yet" | "ready";

export function createKiosk(): Kiosk {
  return new KioskParts();
}

class KioskParts implements Kiosk {
  readonly event = signal<StationEvent | null>(null);
  readonly stationName = signal("");
  readonly door = signal<DoorData | null>(null);
  readonly isServerSilent: ReadonlySignal<boolean>;
  readonly ownMeans: ReadonlySignal<OwnMeans>;
  readonly isFull: ReadonlySignal<boolean>;
  readonly clock = createServerClock();
  readonly scan = startScanner;
  readonly voice = createVoice();
  readonly model: ReadonlySignal<Model>;
  readonly waiting: ReadonlySignal<number>;

  private readonly presence = createPresence();
  private readonly server: Server = createServer(createApi(this.presence.fetcher), () => new Date().toISOString(), this.presence);
  private readonly sound = createSound();
  private readonly engine: Engine;
  private readonly flow: ScanFlow;
  private readonly ownPrinter = new OwnPrinter({
    fetcher: location.hostname === "localhost" ? fetch.bind(globalThis) : null,
    layouts: () => this.server.layouts(),
    kept: async () => this.offline.peek()?.layouts(),
    keep: (layouts) => this.offline.peek()?.keepLayouts(layouts),
  });
  /** Undefined until it is known whether this browser keeps anything. */
  private readonly offline = signal<Offline | null | undefined>(undefined);
  /** Settles with whether the server has said who we are: nothing is sent before, for it would be refused. */
  private introduction: Promise<boolean> = Promise.resolve(false);
  /** The pairing code that the page's address brought; of no use to a device that is paired already. */
  private broughtCode = takePairingCode(location, history);
  /** The door that it stands at; undefined until it has heard of it. */
  private placeId: string | undefined;
  private isFollowing = false;
  private isLeaving = false;
  private topics: Topics | null = null;
  private call: OwnCall | null = null;

  constructor() {
    const language = chooseLanguage(navigator.languages, Object.keys(CATALOGUES));
    const now = () => performance.now();
    this.engine = createEngine(begin(language), { run: (wanted) => this.run(wanted), now, after });
    this.model = this.engine.model;
    this.flow = new ScanFlow({
      send: (scan) => this.deliver(scan),
      dispatch: (event) => this.dispatch(event),
      isAwaited: (scanId) => isAwaited(this.model.peek().screen, scanId),
      withPrinted: (scans) => this.ownPrinter.withPrinted(scans),
      placeId: () => this.placeId,
      nextSeq: createScanCount(localStorage),
      after,
    });
    this.waiting = this.flow.size;
    this.isServerSilent = this.flow.isServerSilent;
    this.ownMeans = computed(() => meansOf(this.offline.value));
    this.isFull = computed(() => this.offline.value?.isFull.value ?? false);
  }

  dispatch(event: Event): void {
    this.engine.dispatch(event);
  }

  read(code: string): void {
    this.dispatch({ kind: "code_read", code, scanId: newScanId(), at: performance.now() });
  }

  isAtRest(): boolean {
    const model = this.model.peek();
    const isIdle = RESTING.has(model.screen.kind) && deadline(model) === null;
    return isIdle && this.waiting.peek() === 0;
  }

  start(): void {
    effect(() => applyAccent(document.documentElement, this.event.value?.accent ?? ""));
    void this.begin();
  }

  private async begin(): Promise<void> {
    const isSeen = () => !document.hidden;
    const onSeen = (then: () => void) => document.addEventListener("visibilitychange", then);
    keepAwake({ locks: navigator.wakeLock as WakeLock | undefined, isSeen, onSeen, after });
    noticeSleep({ clock: () => Date.now(), every: (ms, then) => void setInterval(then, ms), isSeen }, () => this.wake());
    const asked = this.askWhoWeAre(); // on its way while the pages of this device settle which of them is the kiosk
    let isFirst = true;
    await becomeSolePage(() => {
      isFirst = false;
      this.dispatch({ kind: "open_elsewhere" });
    });
    this.dispatch({ kind: "open_here" });
    this.introduce(isFirst ? asked : this.askWhoWeAre());
    setInterval(() => void this.beat(), HEARTBEAT_MS);
    setInterval(() => this.isServerSilent.peek() && void this.beat(), RETRY_MS);
    setInterval(() => this.isServerSilent.peek() || this.offline.peek()?.follow(), FOLLOW_MS);
    after(SETTLED_MS, () => this.sound.open());
    await this.openOffline();
  }

  /** After a sleep nothing that was held is of now: not the server's time, not the socket, not who stands here. */
  private wake(): void {
    this.dispatch({ kind: "woke" });
    this.topics?.reconnect();
    void this.beat();
  }

  /** What an earlier page of this device kept: who we are, what waits, the roster. It works before the server has answered. */
  private async openOffline(): Promise<void> {
    const offline = await openOffline();
    this.offline.value = offline;
    if (offline === null) return;
    const known = await offline.station();
    // Whoever heard the server meanwhile knows better.
    if (known !== undefined && this.model.peek().screen.kind === "connecting") this.adopt(known);
    await this.lookAtPrinter();
    await this.flow.keepOn(offline);
    if (await this.introduction) offline.follow();
  }

  /** Asks who we are until the server has answered. */
  private introduce(asked = this.askWhoWeAre()): void {
    this.introduction = asked.then((answer) => {
      if (answer.kind === "ok") this.settleIn(answer.value);
      else if (answer.kind === "refused" && answer.status === 401) this.isNoStation(answer.error.code);
      else setTimeout(() => this.introduce(), RETRY_MS);
      return answer.kind === "ok";
    });
  }

  private askWhoWeAre(): Promise<Answer<StationDocument>> {
    return this.timed(() => this.server.station());
  }

  private leave(): void {
    if (this.isLeaving) return;
    this.isLeaving = true;
    this.offline.peek()?.close();
    void leaveForGood(this.server, () => location.reload());
  }

  /** Only a station that was revoked wipes itself: a server that has lost its file does not know us either, for a while. */
  private isNoStation(code: string): void {
    if (code === "station_revoked") return this.dispatch({ kind: "revoked" });
    this.dispatch({ kind: "not_paired" });
    if (this.broughtCode !== null) this.dispatch({ kind: "pairing_code_entered", code: this.broughtCode });
    this.broughtCode = null;
  }

  private async deliver(scan: Outgoing): Promise<Answer<ScanAnswer>> {
    return (await this.introduction) ? this.server.scan(scan) : SILENT;
  }

  private run(wanted: Effect): void {
    switch (wanted.kind) {
      case "send":
        return this.flow.scan(wanted.scanId, wanted.code, wanted.direction);
      case "pair":
        return void this.pair(wanted.code);
      case "wipe":
        return this.leave();
      case "sound":
        return this.sound.play(wanted.name);
      case "hold_badge":
        return void this.server.holdBadge(wanted.scanId);
      case "release_badge":
        // One try: a badge of which the server hears nothing is released by its own clock.
        return void this.server.releaseBadge(wanted.scanId);
      case "print_alone":
        return void this.printAlone(wanted.scanId, wanted.badge);
      case "for_task":
        return void this.forTask(wanted.visit, wanted.effect);
    }
  }

  private async forTask(visit: number, wanted: TaskEffect): Promise<void> {
    const event = await carryOut(wanted, this.server);
    if (event !== null) this.dispatch({ kind: "in_task", visit, event, at: performance.now() });
  }

  private async printAlone(scanId: string, badge: OwnBadge): Promise<void> {
    const scan = this.flow.find(scanId); // it may be answered while the badge comes out
    const isOut = await this.ownPrinter.print(scanId, badge);
    if (isOut && scan !== undefined) await this.flow.printedHere(scan);
    this.dispatch({ kind: "printed_alone", scanId, isOut, at: performance.now() });
  }

  private async lookAtPrinter(): Promise<void> {
    this.dispatch({ kind: "printer_looked_at", printsAlone: await this.ownPrinter.look() });
  }

  private async pair(code: string): Promise<void> {
    const answer = await this.timed(() => this.server.pair(code));
    if (answer.kind !== "ok") return this.dispatch({ kind: "pairing_refused", problem: pairingProblem(answer) });
    // A page that was paired before holds a socket with the old cookie: begin anew.
    if (this.isFollowing) return location.reload();
    this.settleIn(answer.value);
  }

  private settleIn(document: StationDocument): void {
    this.introduction = Promise.resolve(true);
    this.adopt(document);
    this.flow.nudge();
    this.offline.peek()?.follow();
    void this.lookAtPrinter();
    void this.beat();
    if (this.isFollowing) return;
    this.isFollowing = true;
    this.follow(`station:${document.station.id}`);
  }

  private adopt({ station, event }: Pick<StationData, "station" | "event">): void {
    this.event.value = event;
    this.stationName.value = station.name;
    this.offline.peek()?.keepStation({ station, event });
    if (station.place.id !== this.placeId) this.offline.peek()?.follow(); // another door has rules of its own
    this.placeId = station.place.id;
    const { mode, offers, out_of_order: isOutOfOrder } = station;
    this.dispatch({ kind: "station_known", languages: spokenOf(station.languages), isOutOfOrder, mode, offers, printer: station.printer?.id ?? null });
  }

  private follow(topic: `station:${string}`): void {
    const topics = openTopics(() => this.introduce());
    this.topics = topics;
    const pushed = topics.subscribe([topic])[topic];
    const standAt = watchDoor(topics, this.door);
    effect(() => {
      const snapshot = pushed?.value;
      if (snapshot === null || snapshot === undefined) return;
      if (snapshot.data.station.revoked) return this.introduce(); // the server says so itself, or knows us again
      // A revoked station must not come back to life by a snapshot that was under way.
      if (this.model.peek().screen.kind !== "pairing") this.adopt(snapshot.data);
      const { mode, place } = snapshot.data.station;
      untracked(() => standAt(mode === "door" ? place.id : null));
      this.dispatch({ kind: "jobs_changed", jobs: snapshot.data.jobs, at: performance.now() });
      this.tellOfHelp(snapshot.data.help);
    });
  }

  private tellOfHelp(call: OwnCall | null): void {
    const event = newsOfCall(this.call, call);
    this.call = call;
    if (event !== null) this.dispatch({ kind: "in_task", visit: this.model.peek().visits, event, at: performance.now() });
  }

  private async beat(): Promise<void> {
    const { kind } = this.model.peek().screen;
    if (kind === "connecting" || (kind === "pairing" && !this.isFollowing)) return;
    const answer = await this.timed(() => this.server.heartbeat(this.waiting.peek()));
    this.flow.heard(answer.kind !== "unreachable");
    if (answer.kind === "ok") this.flow.nudge();
    if (answer.kind === "refused" && answer.status === 401) this.isNoStation(answer.error.code);
    if (answer.kind === "refused" && answer.status === 403) this.introduce(); // the event came back from a backup
  }

  /** Makes a call and learns the server's time from its answer. */
  private async timed<T extends { readonly server_time: string }>(call: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const sentAt = performance.now();
    const answer = await call();
    if (answer.kind === "ok") {
      this.clock.learn(answer.value.server_time, sentAt, performance.now());
      this.offline.peek()?.heard(this.clock.now());
    }
    return answer;
  }
}

function meansOf(offline: Offline | null | undefined): OwnMeans {
  if (offline === null) return "none";
  return offline?.isReady.value === true ? "ready" : "not_yet";
}

function pairingProblem(answer: Exclude<Answer<unknown>, { kind: "ok" }>): PairingProblem {
  if (answer.kind === "unreachable") return "unreachable";
  return answer.status === 429 ? "too_many_tries" : "code_unknown";
}

function after(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}
