/** Whether the numbers on a screen are of now, and since when they are not. Pure: times are arguments, in ms. */

/** Without a pulse for this long (ms) a screen says that it is stale; the server sends one every 5 s. */
export const SILENCE_MS = 12_000;

export interface Link {
  readonly connected: boolean;
  /** Counts connections, so that snapshots of an earlier one can be told apart. */
  readonly connection: number;
  /** This device's time of the last thing that the socket brought; null before the first. */
  readonly pushedAt: number | null;
  /** The last sign of life on any way: server time and this device's time at that moment; null before the first one. */
  readonly heard: { readonly server: number; readonly local: number } | null;
}

export const NO_LINK: Link = { connected: false, connection: 0, pushedAt: null, heard: null };

/** `pulse` and `pushed` came over the socket, `polled` was asked for. `server` is the time they carry, `local` this device's. */
export type LinkEvent =
  | { readonly kind: "connected" }
  | { readonly kind: "disconnected" }
  | { readonly kind: "pulse" | "pushed" | "polled"; readonly server: number; readonly local: number };

export function onLinkEvent(link: Link, event: LinkEvent): Link {
  switch (event.kind) {
    case "connected":
      return { ...link, connected: true, connection: link.connection + 1 };
    case "disconnected":
      return { ...link, connected: false };
    case "pulse":
      return { ...link, pushedAt: event.local, heard: { server: event.server, local: event.local } };
    case "pushed":
      return { ...link, pushedAt: event.local, heard: heardBySnapshot(link, event) };
    case "polled":
      // Polled numbers are up to fifteen seconds old: the page says how old, and is not called live.
      return { ...link, heard: heardBySnapshot(link, event) };
  }
}

/** True when the numbers may no longer be believed as of `localNow` (ms, this device's clock). */
export function isStale(link: Link, localNow: number): boolean {
  return !link.connected || link.pushedAt === null || localNow - link.pushedAt >= SILENCE_MS;
}

/** Server time (ms) at `localNow`; the device's own clock until the server has been heard. */
export function serverTime(link: Link, localNow: number): number {
  return link.heard === null ? localNow : link.heard.server + (localNow - link.heard.local);
}

// A snapshot may have been built a while ago: it proves that the server's clock is there or later, not that it is there.
function heardBySnapshot(link: Link, { server, local }: { readonly server: number; readonly local: number }): Link["heard"] {
  const known = link.heard === null ? 0 : serverTime(link, local);
  return { server: Math.max(server, known), local };
}
