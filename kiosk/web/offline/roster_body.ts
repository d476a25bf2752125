// The roster as it comes over the network, and how it is kept: 4,096 buckets of neighbouring ids, so that a hundred
// thousand tickets are written at once, one is found by reading a few kilobytes, and a change rewrites as little.
import { joined } from "./bytes";
import type { CodeKind } from "./codes";
import type { Rules } from "./decision";

const ID = 16;
const FIXED = ID + 4; // id, flags, category, length of the sealed part
const NO_ROOM = 255;
const KINDS: Readonly<Record<number, CodeKind>> = { 1: "ticket", 2: "badge" };

export interface RosterHead extends Rules {
  readonly format: number;
  /** The roster's own count of its changes. */
  readonly seq: number;
  /** Position in the server's log up to which everything that the marks tell shows on it; 0 while some of that is still being drawn. */
  readonly log_seq?: number;
  readonly after: number;
  /** Takes the place of all that is kept; else it is what changed since `after`. */
  readonly whole: boolean;
  /** False while the server is still sealing: ask again soon. */
  readonly complete: boolean;
  readonly salt: string;
  readonly public_key: string;
  /** Category ids, by the number that entries hold. */
  readonly categories: readonly string[];
  /** What they are called, in the same order. */
  readonly labels: readonly string[];
  /** Beside each reason for which somebody is sent to the desk; no roster of an earlier server has them. */
  readonly short_codes?: Readonly<Record<string, string>>;
  /** The event's name. */
  readonly event: string;
  readonly entries: number;
  readonly removed: number;
}

export type Buckets = ReadonlyMap<number, Uint8Array<ArrayBuffer>>;

export interface RosterBody {
  readonly head: RosterHead;
  /** New and changed entries, joined as they came, by bucket. */
  readonly entries: Buckets;
  /** Joined ids, by bucket. */
  readonly removed: Buckets;
}

export interface Entry {
  readonly kind: CodeKind;
  readonly valid: boolean;
  readonly inside: boolean;
  readonly come: boolean;
  /** Empty where the roster's list had no room for it. */
  readonly category: string;
  readonly sealed: Uint8Array | null;
}

/** Reads a body; null where it ends early, is of a later format or nobody's roster: then all of it is thrown away. */
export function parseRoster(body: Uint8Array): RosterBody | null {
  const end = body.indexOf(0x0a);
  const head = end < 0 ? null : headIn(body.subarray(0, end));
  if (head === null) return null;
  const entries = new Gathering();
  const removed = new Gathering();
  let at = end + 1;
  for (let left = head.entries; left > 0; left -= 1) {
    const next = at + entrySize(body, at);
    if (next > body.length) return null;
    entries.add(body.subarray(at, next));
    at = next;
  }
  if (body.length - at !== head.removed * ID) return null;
  for (; at < body.length; at += ID) removed.add(body.subarray(at, at + ID));
  return { head, entries: entries.buckets(), removed: removed.buckets() };
}

/** A bucket with its changes: what was removed or came anew is gone from it, and what came is there. */
export function merged(before: Uint8Array, changed: Uint8Array, removed: Uint8Array): Uint8Array<ArrayBuffer> {
  const gone = new Set<string>();
  for (const entry of entriesOf(changed)) gone.add(nameOf(entry));
  for (let at = 0; at < removed.length; at += ID) gone.add(nameOf(removed.subarray(at)));
  const kept = [...entriesOf(before)].filter((entry) => !gone.has(nameOf(entry)));
  return joined([...kept, changed]);
}

export function findEntry(bucket: Uint8Array, id: Uint8Array, categories: readonly string[]): Entry | null {
  const name = nameOf(id);
  for (const entry of entriesOf(bucket)) {
    if (nameOf(entry) === name) return read(entry, categories);
  }
  return null;
}

/** The number of the bucket that an id belongs to. */
export function bucketOf(id: Uint8Array): number {
  return ((id[0] ?? 0) << 4) | ((id[1] ?? 0) >> 4);
}

class Gathering {
  private readonly parts = new Map<number, Uint8Array[]>();

  add(part: Uint8Array): void {
    const bucket = bucketOf(part);
    const parts = this.parts.get(bucket);
    if (parts === undefined) this.parts.set(bucket, [part]);
    else parts.push(part);
  }

  buckets(): Buckets {
    return new Map([...this.parts].map(([bucket, parts]) => [bucket, joined(parts)]));
  }
}

function headIn(line: Uint8Array): RosterHead | null {
  try {
    const head = JSON.parse(new TextDecoder().decode(line)) as RosterHead | null;
    return head?.format === 1 ? head : null;
  } catch {
    return null; // a sign-in page of the venue's network, say
  }
}

function* entriesOf(bucket: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bucket.length; ) {
    const next = at + entrySize(bucket, at);
    yield bucket.subarray(at, next);
    at = next;
  }
}

function entrySize(bytes: Uint8Array, at: number): number {
  return FIXED + (((bytes[at + ID + 2] ?? 0) << 8) | (bytes[at + ID + 3] ?? 0));
}

function read(entry: Uint8Array, categories: readonly string[]): Entry | null {
  const flags = entry[ID] ?? 0;
  const kind = KINDS[flags & 0x0f];
  if (kind === undefined) return null; // of a later server: what it is, this page cannot say
  const category = entry[ID + 1] ?? NO_ROOM;
  return {
    kind,
    valid: (flags & 0x10) !== 0,
    inside: (flags & 0x20) !== 0,
    come: (flags & 0x80) !== 0,
    category: category === NO_ROOM ? "" : (categories[category] ?? ""),
    sealed: (flags & 0x40) === 0 ? null : entry.subarray(FIXED),
  };
}

function nameOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, ID));
}
