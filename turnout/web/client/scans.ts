// One scan as the server takes it and answers it, for whoever scans: a kiosk at the entrance, a phone at a door.
import type { JobState } from "./snapshots";

export const REASONS = [
  "unknown_ticket",
  "other_event",
  "badge_not_ticket",
  "ticket_not_badge",
  "revoked",
  "cancelled",
  "unpaid",
  "not_yet",
  "too_late",
  "wrong_day",
  "wrong_category",
  "already_in",
  "not_booked",
  "full",
  "room_not_ready",
  "blocked",
] as const;

export type Reason = (typeof REASONS)[number];
export type Direction = "in" | "out";

export interface Scan {
  /** Made before the first try and the same in every retry, so that a scan counts once. */
  readonly scan_id: string;
  readonly code: string;
  /** When it was read, by this device's clock: ISO 8601 UTC. */
  readonly occurred_at: string;
  /** Counts this device's scans. */
  readonly station_seq: number;
  readonly direction: Direction;
}

export interface Badge {
  readonly job_id: string;
  readonly state: JobState;
  readonly printer: { readonly id: string; readonly name: string } | null;
}

export interface Pickup {
  /** Empty where all lie in one row. */
  readonly box: string;
  readonly number: number;
}

export interface ScanAnswer {
  readonly scan_id: string;
  readonly seq: number;
  readonly outcome: "admitted" | "refused";
  readonly at: string;
  readonly rehearsal: boolean;
  readonly direction: Direction;
  readonly place: { readonly id: string; readonly name: string };
  /** Null at a kiosk when refused: a stolen ticket must not tell a name. */
  readonly attendee: {
    readonly id: string;
    readonly greeting: string;
    readonly name: string;
    readonly category: string;
    readonly language: string;
  } | null;
  /** Welcome back. */
  readonly again: boolean;
  /** Where and when the ticket was used, for `already_in`. */
  readonly first: { readonly at: string; readonly place: string; readonly station: string } | null;
  /** One of `REASONS`; a newer server may know more of them. */
  readonly reason: string | null;
  readonly short_code: string | null;
  readonly hint: "keyboard_layout" | "misread" | "too_long" | null;
  readonly overridable: boolean;
  readonly warnings: readonly string[];
  readonly badge: Badge | null;
  /** Where the badge lies that was printed in advance; then none is printed now. */
  readonly pickup: Pickup | null;
  readonly session: { readonly id: string; readonly title: string; readonly starts_at: string; readonly ends_at: string } | null;
  /** What they are given beside the badge when they come in. */
  readonly gets: readonly string[];
  /** The session they go to next. */
  readonly next: { readonly title: string; readonly place: string; readonly starts_at: string } | null;
  /** Their badge waits until they have looked at what will stand on it, or for so many seconds. */
  readonly badge_check: { readonly seconds: number; readonly fields: Readonly<Record<string, string>> } | null;
}

export function isReason(reason: string | null): reason is Reason {
  return (REASONS as readonly (string | null)[]).includes(reason);
}

/**
 * A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random ones. Scans that are neighbours in time lie
 * together in the file's index of ids; random ids make every scan write a page of its own.
 * `crypto.randomUUID` is neither ordered nor there on plain http, where wedge scanners must still work.
 */
export function newScanId(
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes),
  now: number = Date.now(),
): string {
  const bytes = random(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const time = Math.min(Math.max(0, Math.floor(now)), 2 ** 48 - 1).toString(16).padStart(12, "0");
  const hex = time + [...bytes.slice(6)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
