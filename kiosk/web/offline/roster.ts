// The page's side of the roster: keeps it following the server, and finds codes on it.
import { signal, type ReadonlySignal } from "@preact/signals";
import { fromBase64url, toBase64url } from "./bytes";
import { mangledReadings, readCode } from "./codes";
import type { Database } from "./database";
import type { Listed } from "./decision";
import type { RosterReply } from "./roster.worker";
import type { RosterHead } from "./roster_body";
import { keptHead, lookUp } from "./roster_store";
import { codeKeys, sealToServer, type CodeKeys, type Sealed } from "./sealing";

/** What may lie on this device's disk of a code: its id, or a blob that only the server opens. */
export type Hidden = { readonly lookup: string } | { readonly sealed_code: string };

export interface Found {
  readonly hidden: Hidden;
  /** Null for a code that is not on the roster. */
  readonly listed: Listed | null;
  readonly sealed: Sealed;
  /** The same for a person's ticket and badge. */
  readonly person: string;
}

export interface Roster {
  readonly head: ReadonlySignal<RosterHead | null>;
  readonly isFull: ReadonlySignal<boolean>;
  /** Asks the server for what changed; calls meanwhile are one. */
  follow(): void;
  /** Null where no roster is here. */
  find(code: string): Promise<Found | null>;
  stop(): void;
}

const SOON_MS = 2_000; // the server is still sealing the rest

export async function openRoster(database: Database): Promise<Roster> {
  const head = signal<RosterHead | null>((await keptHead(database)) ?? null);
  const isFull = signal(false);
  const worker = new Worker(new URL("./roster.worker.ts", import.meta.url), { type: "module" });
  let isAsking = false;

  const follow = (): void => {
    if (isAsking) return;
    isAsking = true;
    worker.postMessage(null);
  };

  worker.addEventListener("message", ({ data }: MessageEvent<RosterReply>) => {
    isAsking = false;
    if (data.kind === "followed") head.value = data.head;
    if (data.kind === "followed" && !data.head.complete) setTimeout(follow, SOON_MS);
    if (data.kind === "followed" || data.kind === "not_kept") isFull.value = data.kind === "not_kept" && data.isFull;
  });
  worker.addEventListener("error", () => {
    isAsking = false;
  });

  return {
    head,
    isFull,
    follow,
    async find(code) {
      const known = head.peek();
      return known === null ? null : await findCode(database, known, code);
    },
    stop: () => worker.terminate(),
  };
}

/** Finds what a code is called on the roster that `head` belongs to, and opens what is sealed beside it. */
export async function findCode(database: Database, head: RosterHead, text: string): Promise<Found> {
  const salt = fromBase64url(head.salt);
  const plain = readCode(text);
  for (const code of [plain, ...mangledReadings(text)]) {
    const keys = await codeKeys(code, salt);
    const entry = await lookUp(database, head, keys.id);
    if (entry === null) continue;
    const lookup = toBase64url(keys.id);
    const sealed = entry.sealed === null ? {} : await opened(keys, entry.sealed);
    return { hidden: { lookup }, listed: { ...entry, days: sealed.d ?? [] }, sealed, person: String(sealed.a ?? lookup) };
  }
  const sealed_code = await sealToServer(text, fromBase64url(head.public_key), salt);
  return { hidden: { sealed_code }, listed: null, sealed: {}, person: "" };
}

async function opened(keys: CodeKeys, sealed: Uint8Array): Promise<Sealed> {
  try {
    return await keys.open(sealed);
  } catch (trouble) {
    // Their ticket is on the roster all the same: they are let in without being greeted by name.
    console.warn("what is sealed beside a ticket cannot be opened", trouble);
    return {};
  }
}
