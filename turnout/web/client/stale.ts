/** Whether the numbers on a screen are of now, and since when they are not. Pure: times are arguments, in ms. */

/** Without a pulse for this long (ms) a screen says that it is stale; the server sends one every 5 s. */
export const SILENCE_MS = 12_000;

export interface Link {
  readonly connected: boolean;
  /** Counts connections, so that snapshots of an earlier one can be told apart. */
  readonly connection: number;
  /** The last sign of life: server time and this device's time at that moment; null before the first one. */
  readonly heard: { readonly server: number; readonly local: number } | null;
}

export const NO_LINK: Link = { connected: false, connection: 0, heard: null };

export type LinkEvent =
  | { readonly kind: "connected" }
  | { readonly kind: "disconnected" }
  | { readonly kind: "pulse"; readonly server: number; readonly local: number }
  | { readonly kind: "data"; readonly server: number; readonly local: number };

export function onLinkEvent(link: Link, event: LinkEvent): Link {
  switch (event.kind) {
    case "connected":
      return { ...link, connected: true, connection: link.connection + 1 };
    case "disconnected":
      return { ...link, connected: false };
    case "pulse":
      return { ...link, heard: { server: event.server, local: event.local } };
    case "data":
      // A snapshot may have been built a while ago: it proves that the server's clock is there or later, not that it is there.
      return { ...link, heard: { server: Math.max(event.server, known(link, event.local)), local: event.local } };
  }
}

/** True when the numbers may no longer be believed as of `localNow` (ms, this device's clock). */
export function isStale(link: Link, localNow: number): boolean {
  return !link.connected || link.heard === null || localNow - link.heard.local >= SILENCE_MS;
}

/** Server time (ms) at `localNow`; the device's own clock until the server has been heard. */
export function serverTime(link: Link, localNow: number): number {
  return link.heard === null ? localNow : link.heard.server + (localNow - link.heard.local);
}

function known(link: Link, localNow: number): number {
  return link.heard === null ? 0 : serverTime(link, localNow);
}
