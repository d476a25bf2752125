// The page's side of its own copy: makes one, and goes over to a newer one only while nobody stands before the kiosk.
import type { WorkerMessage } from "./service_worker";

const SCRIPT = "/kiosk/service-worker.js";
const SCOPE = "/kiosk";
const LOOK_MS = 2_000;
const ASK_EVERY = 150; // looks: five minutes

/**
 * Keeps the copy until the page ends. `isAtRest` says whether the page may be loaded anew: nobody there, nothing on its way.
 * Answers whether this browser can keep one: it cannot on plain http from another machine.
 */
export function keepOwnCopy(isAtRest: () => boolean): boolean {
  // Absent in an insecure context, whatever the types say.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (workers === undefined) return false;
  void watch(workers, isAtRest);
  return true;
}

async function watch(workers: ServiceWorkerContainer, isAtRest: () => boolean): Promise<void> {
  // The first copy of all takes the page over too, and nothing is new with it.
  let isNewer = false;
  let hasCopy = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    isNewer = hasCopy;
    hasCopy = true;
  });
  const registration = await registered(workers);
  if (registration === null) return;
  hasCopy ||= registration.active?.state === "activated"; // a page that was loaded past its copy
  void workers.ready.then(({ active }) => tell(active, { kind: "fill" }));
  let looks = 0;
  setInterval(() => {
    looks += 1;
    if (looks % ASK_EVERY === 0) void registration.update().catch(notNow);
    if (!isAtRest()) return;
    if (isNewer) location.reload();
    else tell(registration.waiting, { kind: "take_over" });
  }, LOOK_MS);
}

async function registered(workers: ServiceWorkerContainer): Promise<ServiceWorkerRegistration | null> {
  try {
    return await workers.register(SCRIPT, { scope: SCOPE, updateViaCache: "none" });
  } catch (trouble) {
    // The server is silent, or its certificate is not trusted: the page goes on with the copy it has, or without.
    console.warn("the page keeps no copy of itself", trouble);
    return workers.controller === null ? null : ((await workers.getRegistration(SCOPE)) ?? null);
  }
}

function tell(worker: ServiceWorker | null, message: WorkerMessage): void {
  worker?.postMessage(message);
}

function notNow(trouble: unknown): void {
  console.debug("no answer about a newer version", trouble);
}
