// The kiosk's own copy of itself: page, scripts, WebAssembly and fonts, so that it opens with the server dead.
// A copy belongs to one build and is whole before it is used. What the server says (`/api`) is never kept.
import { PAGE, storedPath } from "./stored";

/** Written in by the build: paths that the kiosk cannot do without, and those that may follow. */
declare const PRECACHE: { readonly version: string; readonly core: readonly string[]; readonly later: readonly string[] };

export type WorkerMessage = { readonly kind: "take_over" } | { readonly kind: "fill" };

const scope = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = "turnout-kiosk-";
const CACHE = PREFIX + PRECACHE.version;
const FILES: ReadonlySet<string> = new Set([...PRECACHE.core, ...PRECACHE.later]);

/** Fails as a whole where one file does: the copy before it goes on, and the browser tries again. */
async function keep(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(paths.map((path) => keepOne(cache, path)));
}

async function keepOne(cache: Cache, path: string): Promise<void> {
  if ((await cache.match(path)) !== undefined) return;
  // The page's address stays while its words change; every other path carries a hash of what it holds.
  const known = path === PAGE ? undefined : await caches.match(path, { ignoreVary: true });
  const answer = known ?? (await fetch(path, path === PAGE ? { cache: "reload" } : {}));
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
  await cache.put(path, answer);
}

async function begin(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await scope.clients.claim(); // else the first page would have no copy until somebody loads it again
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path, { ignoreVary: true });
  return kept ?? (await fetch(request)); // a storage that somebody emptied
}

scope.addEventListener("install", (event) => event.waitUntil(keep(PRECACHE.core)));
scope.addEventListener("activate", (event) => event.waitUntil(begin()));
scope.addEventListener("fetch", (event) => {
  const path = storedPath(event.request, scope.location.origin, FILES);
  if (path !== null) event.respondWith(answer(path, event.request));
});
scope.addEventListener("message", (event) => {
  const { kind } = event.data as WorkerMessage;
  event.waitUntil(kind === "take_over" ? scope.skipWaiting() : keep(PRECACHE.later));
});
