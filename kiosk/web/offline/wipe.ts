// A station that was revoked keeps nothing: no roster, no scan, no copy of the page.
import { deleteDatabase } from "./database";

/** Takes everything off this device that the kiosk has put there; the cookie is the server's to take. Throws where something stays. */
export async function wipe(): Promise<void> {
  localStorage.clear();
  sessionStorage.clear();
  const [isGone] = await Promise.all([deleteDatabase(), forgetCopies(), forgetWorkers()]);
  if (!isGone) throw new Error("what was kept for work without the server is still here");
}

async function forgetCopies(): Promise<void> {
  // Absent on plain http from another machine, whatever the types say.
  const copies = globalThis.caches as CacheStorage | undefined;
  if (copies === undefined) return;
  await Promise.all((await copies.keys()).map((name) => copies.delete(name)));
}

async function forgetWorkers(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const registrations = (await workers?.getRegistrations()) ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
}
