/**
 * The live data of a page: one socket, one signal a topic, and whether what it shows is of now.
 *
 * Values are replaced, never added to. A page never reloads to catch up: after every connection it subscribes anew, and
 * while the socket stays away it polls.
 */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { io, type Socket } from "socket.io-client";
import { accept, type Held, type Snapshot, type TopicData, type TopicName } from "./snapshots";
import { isStale, type Link, type LinkEvent, NO_LINK, onLinkEvent, serverTime } from "./stale";

const POLL_MS = 15_000;
const TICK_MS = 1_000;
const ACK_MS = 5_000;
const FETCH_MS = 8_000;
const RECONNECT_MAX_MS = 2_000;

interface Pulse {
  readonly seq: number;
  readonly at: string;
}

interface Ended {
  readonly topics: readonly string[];
}

interface SubscribeAnswer {
  readonly granted: readonly string[];
  readonly refused: readonly string[];
}

export type TopicSignals<N extends TopicName> = {
  readonly [K in N]: ReadonlySignal<Snapshot<TopicData<K>> | null>;
};

export interface Topics {
  /** Joins topics and returns a signal for each: null until the first snapshot. Joining twice is harmless. */
  subscribe<N extends TopicName>(names: readonly N[]): TopicSignals<N>;
  /** Leaves topics: a page that shows one thing after another would follow them all for ever. */
  leave(names: readonly TopicName[]): void;
  /** Connects anew: a socket that slept with its device may be dead without knowing it. */
  reconnect(): void;
  /** Puts a snapshot that came as the answer to a command, so that the page does not wait for the push. */
  put(snapshot: Snapshot<unknown>): void;
  /** Names of topics that this account or station may not see. */
  readonly refused: ReadonlySignal<ReadonlySet<string>>;
  readonly stale: ReadonlySignal<boolean>;
  /** Server time (ms) of the last sign of life; null before the first. */
  readonly heardAt: ReadonlySignal<number | null>;
  /** Server time (ms), once a second: what countdowns and ages are computed from. */
  readonly now: ReadonlySignal<number>;
}

/**
 * Opens the page's one socket. `onSignedOut` is called when the server no longer knows this browser (its cookie
 * expired or was revoked): a screen that only retried would stay grey for ever.
 */
export function openTopics(onSignedOut: () => void = () => undefined): Topics {
  const link = signal<Link>(NO_LINK);
  const localNow = signal(Date.now());
  const held = new Map<string, Signal<Held | null>>();
  const shown = new Map<string, ReadonlySignal<Snapshot<unknown> | null>>();
  const refused = signal<ReadonlySet<string>>(new Set());
  const socket = io({ transports: ["websocket"], reconnectionDelayMax: RECONNECT_MAX_MS });

  const tell = (event: LinkEvent): void => {
    link.value = onLinkEvent(link.peek(), event);
  };
  const heard = (kind: "pulse" | "pushed" | "polled", at: string): void => {
    localNow.value = Date.now();
    tell({ kind, server: Date.parse(at), local: localNow.peek() });
  };
  const put = (snapshot: Snapshot<unknown>): void => {
    const slot = held.get(snapshot.topic);
    if (slot !== undefined) slot.value = accept(slot.peek(), snapshot, link.peek().connection);
  };
  const join = (names: readonly string[]): void => {
    if (names.length > 0) void joinTopics(socket, names, refused, onSignedOut);
  };

  socket.on("connect", () => {
    tell({ kind: "connected" });
    join([...held.keys()]);
  });
  socket.on("disconnect", (reason) => {
    tell({ kind: "disconnected" });
    // socket.io does not come back by itself when the server closed the connection (a restart, a revoked token).
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), RECONNECT_MAX_MS);
  });
  socket.on("connect_error", () => {
    // A connection that the server refused is not retried by socket.io; one that failed is.
    if (!socket.active) setTimeout(() => socket.connect(), POLL_MS);
  });
  socket.on("pulse", (pulse: Pulse) => heard("pulse", pulse.at));
  socket.on("snapshot", (snapshot: Snapshot<unknown>) => {
    heard("pushed", snapshot.at);
    put(snapshot);
  });
  // The pulse goes on for a browser whose sign-in has ended: asking again finds out what became of it.
  socket.on("ended", ({ topics }: Ended) => join(topics.filter((name) => held.has(name))));

  const poll = async (): Promise<void> => {
    if (!isStale(link.peek(), Date.now())) return;
    for (const name of held.keys()) {
      const answer = await fetchTopic(name);
      if (answer === "signed_out") return onSignedOut();
      if (answer === null) continue;
      heard("polled", answer.at);
      put(answer);
    }
  };
  let isPolling = false; // a server that is slow would be asked by more and more at once
  setInterval(() => {
    if (isPolling) return;
    isPolling = true;
    void poll().finally(() => (isPolling = false));
  }, POLL_MS);
  setInterval(() => {
    localNow.value = Date.now();
  }, TICK_MS);

  const keep = (name: string): void => {
    const slot = signal<Held | null>(null);
    held.set(name, slot);
    shown.set(name, computed(() => slot.value?.snapshot ?? null));
  };

  return {
    subscribe: <N extends TopicName>(names: readonly N[]) => {
      const fresh = names.filter((name) => !held.has(name));
      fresh.forEach(keep);
      if (socket.connected) join(fresh);
      return Object.fromEntries(names.map((name) => [name, shown.get(name)])) as TopicSignals<N>;
    },
    leave: (names) => {
      for (const name of names) {
        held.delete(name);
        shown.delete(name);
      }
      if (socket.connected) socket.emit("unsubscribe", { topics: names });
    },
    reconnect: () => {
      socket.disconnect().connect();
    },
    put,
    refused,
    stale: computed(() => isStale(link.value, localNow.value)),
    heardAt: computed(() => link.value.heard?.server ?? null),
    now: computed(() => serverTime(link.value, localNow.value)),
  };
}

/** Asks for topics until the server has answered or the connection is gone (the next one asks again for all). */
async function joinTopics(
  socket: Socket,
  names: readonly string[],
  refused: Signal<ReadonlySet<string>>,
  onSignedOut: () => void,
): Promise<void> {
  const connection = socket.id;
  while (socket.connected && socket.id === connection) {
    const answer = await ask(socket, names);
    if (answer === null) continue;
    const kept = [...refused.peek()].filter((name) => !answer.granted.includes(name));
    refused.value = new Set([...kept, ...answer.refused]);
    // Pulses come to everybody: a page whose cookie has expired would look live and show old numbers.
    const [first] = answer.refused;
    if (first !== undefined && (await fetchTopic(first)) === "signed_out") onSignedOut();
    return;
  }
}

/** The server's answer to `subscribe`, or null when none came in `ACK_MS`. */
async function ask(socket: Socket, names: readonly string[]): Promise<SubscribeAnswer | null> {
  return await new Promise((resolve) => {
    socket.timeout(ACK_MS).emit("subscribe", { topics: names }, (late: Error | null, answer: SubscribeAnswer) => {
      resolve(late === null ? answer : null);
    });
  });
}

async function fetchTopic(name: string): Promise<Snapshot<unknown> | "signed_out" | null> {
  try {
    const response = await fetch(`/api/v1/topics/${encodeURIComponent(name)}`, {
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(FETCH_MS),
    });
    if (response.status === 401) return "signed_out";
    return response.ok ? ((await response.json()) as Snapshot<unknown>) : null;
  } catch {
    return null; // Unreachable is what polling is for: the page already says that it is stale.
  }
}
