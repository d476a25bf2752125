// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openTopics } from "./topics";

type Listener = (told: unknown) => void;

/** The far end of the socket: `tell` is what the server emits, `granted` what it lets this browser follow. */
const server = vi.hoisted(() => ({
  listeners: new Map<string, Listener>(),
  granted: new Set<string>(),
  asked: [] as string[][],
  tell(event: string, told?: unknown): void {
    this.listeners.get(event)?.(told);
  },
}));

vi.mock("socket.io-client", () => {
  const socket = {
    id: "first",
    connected: true,
    on: (event: string, listener: Listener) => server.listeners.set(event, listener),
    timeout: () => socket,
    emit: (_event: string, { topics }: { topics: string[] }, answer: (late: null, told: unknown) => void) => {
      server.asked.push(topics);
      const isGranted = (name: string): boolean => server.granted.has(name);
      answer(null, { granted: topics.filter(isGranted), refused: topics.filter((name) => !isGranted(name)) });
    },
  };
  return { io: () => socket };
});

beforeEach(() => {
  vi.useFakeTimers();
  server.asked = [];
  server.granted = new Set(["totals", "rooms"]);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a page whose sign-in has ended learns it from the topics that ended", async () => {
  vi.stubGlobal("fetch", async () => new Response("{}", { status: 401 }));
  const onSignedOut = vi.fn();
  openTopics(onSignedOut).subscribe(["totals", "rooms"]);
  server.granted.clear();
  server.tell("ended", { topics: ["totals", "feed"] });
  await vi.advanceTimersByTimeAsync(0);
  expect(server.asked).toEqual([["totals", "rooms"], ["totals"]]);
  expect(onSignedOut).toHaveBeenCalledOnce();
});

test("a page that is not answered polls once at a time, and with an end", async () => {
  const asked = vi.fn<typeof fetch>(() => new Promise(() => undefined));
  vi.stubGlobal("fetch", asked);
  openTopics().subscribe(["totals"]);
  await vi.advanceTimersByTimeAsync(60_000); // four times the pause between two polls
  expect(asked).toHaveBeenCalledOnce();
  expect(asked.mock.lastCall?.[1]?.signal).toBeInstanceOf(AbortSignal);
});
