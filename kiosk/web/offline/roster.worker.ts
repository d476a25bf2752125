// Fetches the roster and keeps it, off the page's own thread: a hundred thousand tickets are thirty megabytes.
import { openDatabase, type Database } from "./database";
import { parseRoster, type RosterHead } from "./roster_body";
import { keptHead, takeIn } from "./roster_store";

/** `silent`: the server did not answer. `not_kept`: this device has no room, or nothing can be kept on it. */
export type RosterReply =
  | { readonly kind: "followed"; readonly head: RosterHead }
  | { readonly kind: "silent" }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "not_kept"; readonly isFull: boolean };

const ADDRESS = "/api/v1/station/roster";
const TIMEOUT_MS = 60_000;

const scope = self as unknown as DedicatedWorkerGlobalScope;
const opening = openDatabase();

async function follow(): Promise<RosterReply> {
  const database = await opening;
  if (database === null) return { kind: "not_kept", isFull: false };
  const before = await keptHead(database);
  const reply = await fetchInto(database, before?.seq ?? 0, before);
  // Another event, or the same one from a backup: nothing that is kept is of it.
  return reply === "other" ? ((await fetchInto(database, 0, undefined)) as RosterReply) : reply;
}

async function fetchInto(database: Database, after: number, before: RosterHead | undefined): Promise<RosterReply | "other"> {
  const answer = await asked(after);
  if (answer === null) return { kind: "silent" };
  if (!answer.ok) return answer.status >= 500 ? { kind: "silent" } : { kind: "refused", status: answer.status };
  const body = parseRoster(answer.bytes);
  if (body === null) return { kind: "silent" };
  if (before !== undefined && !body.head.whole && (body.head.salt !== before.salt || body.head.seq < before.seq)) return "other";
  const written = await takeIn(database, body);
  return written === "written" ? { kind: "followed", head: body.head } : { kind: "not_kept", isFull: written === "full" };
}

async function asked(after: number): Promise<{ readonly ok: boolean; readonly status: number; readonly bytes: Uint8Array } | null> {
  try {
    const answer = await fetch(`${ADDRESS}?after=${after}`, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { ok: answer.ok, status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
  } catch {
    return null; // what this means is said by the page, which hears the same silence
  }
}

scope.addEventListener("message", () => {
  void follow().then((reply) => scope.postMessage(reply));
});
