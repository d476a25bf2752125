import { describe, expect, it } from "vitest";
import { isStale, type Link, NO_LINK, onLinkEvent, serverTime, SILENCE_MS } from "./stale";

const SERVER = Date.UTC(2026, 10, 22, 9, 0, 0);
const LOCAL = 1_000_000;
const LIVE = [
  { kind: "connected" } as const,
  { kind: "pulse", server: SERVER, local: LOCAL } as const,
].reduce<Link>(onLinkEvent, NO_LINK);

describe("a link", () => {
  it("is stale before the first connection", () => {
    expect(isStale(NO_LINK, LOCAL)).toBe(true);
  });

  it("is live up to twelve seconds after a pulse, and stale from then on", () => {
    expect(isStale(LIVE, LOCAL + SILENCE_MS - 1)).toBe(false);
    expect(isStale(LIVE, LOCAL + SILENCE_MS)).toBe(true);
  });

  it("is stale at once when the connection is lost, and still knows when it last heard the server", () => {
    const lost = onLinkEvent(LIVE, { kind: "disconnected" });
    expect(isStale(lost, LOCAL + 1)).toBe(true);
    expect(lost.heard).toEqual({ server: SERVER, local: LOCAL });
  });

  it("stays stale while it is only polled, but knows the age of what it shows", () => {
    const polled = onLinkEvent(LIVE, { kind: "polled", server: SERVER + 15_000, local: LOCAL + 15_000 });
    expect(isStale(polled, LOCAL + 15_000)).toBe(true);
    expect(polled.heard).toEqual({ server: SERVER + 15_000, local: LOCAL + 15_000 });
  });

  it("is live again with the first thing that the socket brings", () => {
    const pushed = onLinkEvent(LIVE, { kind: "pushed", server: SERVER + 30_000, local: LOCAL + 30_000 });
    expect(isStale(pushed, LOCAL + 30_000)).toBe(false);
  });

  it("numbers its connections", () => {
    const again = onLinkEvent(onLinkEvent(LIVE, { kind: "disconnected" }), { kind: "connected" });
    expect([LIVE.connection, again.connection]).toEqual([1, 2]);
  });
});

describe("server time", () => {
  it("runs on with this device's clock between two pulses", () => {
    expect(serverTime(LIVE, LOCAL + 4_000)).toBe(SERVER + 4_000);
  });

  it("is this device's own time until the server has been heard", () => {
    expect(serverTime(NO_LINK, LOCAL)).toBe(LOCAL);
  });

  it("is not put back by a snapshot that was built a minute ago", () => {
    const later = onLinkEvent(LIVE, { kind: "pushed", server: SERVER - 60_000, local: LOCAL + 1_000 });
    expect(serverTime(later, LOCAL + 1_000)).toBe(SERVER + 1_000);
  });

  it("is put back by a pulse: the server's clock was set", () => {
    const later = onLinkEvent(LIVE, { kind: "pulse", server: SERVER - 60_000, local: LOCAL + 1_000 });
    expect(serverTime(later, LOCAL + 1_000)).toBe(SERVER - 60_000);
  });
});
