// The parts of the kiosk and how they speak to each other: scanner and touch make events, the machine answers with
// effects, the effects reach server and loudspeaker, and what comes back is events again.
import { applyAccent } from "@client/accent";
import { createApi, type Answer } from "@client/api";
import { createServerClock, type ServerClock } from "@client/clock";
import { createScanCount } from "@client/scan-count";
import { startScanner } from "@client/scanner";
import { newScanId } from "@client/scans";
import type { OwnCall, StationData, StationEvent } from "@client/snapshots";
import { createSound } from "@client/sound";
import { chooseLanguage } from "@client/texts";
import { openTopics } from "@client/topics";
import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { createVoice, type Voice } from "./access/voice";
import { CATALOGUES, spokenOf } from "./catalogues";
import { createEngine, type Engine } from "./engine";
import { begin, type Effect, type Event, type Model, type PairingProblem } from "./machine";
import { createOutbox, type Delivery, type Outbox } from "./outbox";
import { createServer, type Server, type StationDocument } from "./server";
import type { TaskEffect } from "./tasks";
import { carryOut } from "./tasks/calls";
import { newsOfCall } from "./tasks/help_call";

const HEARTBEAT_MS = 10_000;
const RETRY_MS = 3_000;

export interface Kiosk {
  readonly model: ReadonlySignal<Model>;
  readonly event: ReadonlySignal<StationEvent | null>;
  readonly stationName: ReadonlySignal<string>;
  /** Scans that wait for the server. */
  readonly waiting: ReadonlySignal<number>;
  readonly isServerSilent: ReadonlySignal<boolean>;
  readonly clock: ServerClock;
  /** Starts the camera and listens to the hand scanner. */
  readonly scan: typeof startScanner;
  /** Reads the screen aloud to whoever asks for it. */
  readonly voice: Voice;
  dispatch(event: Event): void;
  /** A code was read by any scanner. */
  read(code: string): void;
  start(): void;
}

export function createKiosk(): Kiosk {
  return new KioskParts();
}

class KioskParts implements Kiosk {
  readonly event = signal<StationEvent | null>(null);
  readonly stationName = signal("");
  readonly isServerSilent = signal(false);
  readonly clock = createServerClock();
  readonly scan = startScanner;
  readonly voice = createVoice();
  readonly model: ReadonlySignal<Model>;
  readonly waiting: ReadonlySignal<number>;

  private readonly server: Server = createServer(createApi(), () => new Date().toISOString());
  private readonly sound = createSound();
  private readonly engine: Engine;
  private readonly outbox: Outbox;
  private readonly nextSeq = createScanCount(localStorage);
  private isFollowing = false;
  private call: OwnCall | null = null;

  constructor() {
    const language = chooseLanguage(navigator.languages, Object.keys(CATALOGUES));
    const now = () => performance.now();
    this.engine = createEngine(begin(language), { run: (wanted) => this.run(wanted), now, after });
    this.outbox = createOutbox({
      send: (scan) => this.server.scan(scan),
      onDelivery: (delivery) => this.deliver(delivery),
      after,
    });
    this.model = this.engine.model;
    this.waiting = this.outbox.size;
  }

  dispatch(event: Event): void {
    this.engine.dispatch(event);
  }

  read(code: string): void {
    this.dispatch({ kind: "code_read", code, scanId: newScanId(), at: performance.now() });
  }

  start(): void {
    void this.introduce();
    setInterval(() => void this.beat(), HEARTBEAT_MS);
    effect(() => applyAccent(document.documentElement, this.event.value?.accent ?? ""));
  }

  /** Asks who we are until the server has answered. */
  private async introduce(): Promise<void> {
    const answer = await this.timed(() => this.server.station());
    if (answer.kind === "ok") return this.settleIn(answer.value);
    if (answer.kind === "refused" && answer.status === 401) return this.dispatch({ kind: "not_paired" });
    setTimeout(() => void this.introduce(), RETRY_MS);
  }

  private run(wanted: Effect): void {
    switch (wanted.kind) {
      case "send":
        return this.send(wanted.scanId, wanted.code);
      case "pair":
        return void this.pair(wanted.code);
      case "sound":
        return this.sound.play(wanted.name);
      case "for_task":
        return void this.forTask(wanted.visit, wanted.effect);
    }
  }

  private async forTask(visit: number, wanted: TaskEffect): Promise<void> {
    const event = await carryOut(wanted, this.server);
    if (event !== null) this.dispatch({ kind: "in_task", visit, event, at: performance.now() });
  }

  private send(scanId: string, code: string): void {
    const occurred_at = new Date().toISOString();
    this.outbox.put({ scan_id: scanId, code, occurred_at, station_seq: this.nextSeq(), direction: "in" });
  }

  private deliver(delivery: Delivery): void {
    const at = performance.now();
    this.isServerSilent.value = delivery.kind === "not_reached";
    switch (delivery.kind) {
      case "answered":
        return this.dispatch({ kind: "answered", answer: delivery.answer, at });
      case "declined":
        return this.dispatch({ kind: "declined", scanId: delivery.scan.scan_id, at });
      case "not_reached":
        return this.dispatch({ kind: "not_reached", scanId: delivery.scan.scan_id, at });
      case "not_paired":
        return this.dispatch({ kind: "not_paired" });
    }
  }

  private async pair(code: string): Promise<void> {
    const answer = await this.timed(() => this.server.pair(code));
    if (answer.kind !== "ok") return this.dispatch({ kind: "pairing_refused", problem: pairingProblem(answer) });
    // A page that was paired before holds a socket with the old cookie: begin anew.
    if (this.isFollowing) return location.reload();
    this.settleIn(answer.value);
  }

  private settleIn(document: StationDocument): void {
    this.adopt(document);
    this.outbox.nudge();
    void this.beat();
    if (this.isFollowing) return;
    this.isFollowing = true;
    this.follow(`station:${document.station.id}`);
  }

  private adopt({ station, event }: Pick<StationData, "station" | "event">): void {
    this.event.value = event;
    this.stationName.value = station.name;
    const { mode, offers, out_of_order: isOutOfOrder } = station;
    this.dispatch({ kind: "station_known", languages: spokenOf(station.languages), isOutOfOrder, mode, offers, printer: station.printer?.id ?? null });
  }

  private follow(topic: `station:${string}`): void {
    const topics = openTopics(() => this.dispatch({ kind: "not_paired" }));
    const pushed = topics.subscribe([topic])[topic];
    effect(() => {
      const snapshot = pushed?.value;
      if (snapshot === null || snapshot === undefined) return;
      // A revoked station must not come back to life by a snapshot that was under way.
      if (this.model.peek().screen.kind !== "pairing") this.adopt(snapshot.data);
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
    if (kind === "pairing" || kind === "connecting") return;
    const answer = await this.timed(() => this.server.heartbeat(this.waiting.peek()));
    this.isServerSilent.value = answer.kind === "unreachable";
    if (answer.kind === "ok") this.outbox.nudge();
    if (answer.kind === "refused" && answer.status === 401) this.dispatch({ kind: "not_paired" });
  }

  /** Makes a call and learns the server's time from its answer. */
  private async timed<T extends { readonly server_time: string }>(call: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const sentAt = performance.now();
    const answer = await call();
    if (answer.kind === "ok") this.clock.learn(answer.value.server_time, sentAt, performance.now());
    return answer;
  }
}

function pairingProblem(answer: Exclude<Answer<unknown>, { kind: "ok" }>): PairingProblem {
  if (answer.kind === "unreachable") return "unreachable";
  return answer.status === 429 ? "too_many_tries" : "code_unknown";
}

function after(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}
