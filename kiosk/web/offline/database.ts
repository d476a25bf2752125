// What the kiosk keeps on its device, in IndexedDB: no code and no name in the clear. Nothing here throws.

const NAME = "turnout-kiosk";
const VERSION = 1;
const STORES = ["outbox", "roster", "earlier", "kept"] as const;

/** `outbox`: scans, by id. `roster`: buckets, by number. `earlier`: own admissions, by scan. `kept`: single things, by name. */
export type StoreName = (typeof STORES)[number];
export type Key = string | number;
/** `full`: the device has no room left. */
export type Written = "written" | "full" | "failed";

export interface Database {
  /** Undefined where nothing is kept under the key, or it cannot be read. */
  get<T>(store: StoreName, key: Key): Promise<T | undefined>;
  /** All values of a store, by rising key. */
  all<T>(store: StoreName): Promise<readonly T[]>;
  /** One transaction. `strict` waits until it is on the disk: what was told to somebody must survive a power cut. */
  write(stores: readonly StoreName[], durability: IDBTransactionDurability, work: (transaction: IDBTransaction) => void): Promise<Written>;
  close(): void;
}

/** Null where the browser has none: in some private windows, or with storage forbidden. */
export async function openDatabase(): Promise<Database | null> {
  try {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store));
    const opened = await answerOf(request);
    opened.onversionchange = () => opened.close(); // another window wipes it: an open connection would hold that up
    return around(opened);
  } catch (trouble) {
    console.warn("nothing can be kept on this device", trouble);
    return null;
  }
}

/** Takes away all that was ever kept. Answers whether it is gone. */
export async function deleteDatabase(): Promise<boolean> {
  try {
    await answerOf(indexedDB.deleteDatabase(NAME));
    return true;
  } catch (trouble) {
    console.warn("what is kept on this device could not be taken away", trouble);
    return false;
  }
}

function around(database: IDBDatabase): Database {
  async function read<T>(store: StoreName, ask: (from: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
    try {
      return await answerOf(ask(database.transaction(store, "readonly").objectStore(store)));
    } catch (trouble) {
      console.warn(`${store} could not be read`, trouble);
      return undefined;
    }
  }

  return {
    get: (store, key) => read(store, (from) => from.get(key)),
    all: async <T,>(store: StoreName) => (await read<T[]>(store, (from) => from.getAll())) ?? [],
    async write(stores, durability, work) {
      try {
        const transaction = database.transaction([...stores], "readwrite", { durability });
        const done = endOf(transaction);
        work(transaction);
        await done;
        return "written";
      } catch (trouble) {
        console.warn("nothing could be written on this device", trouble);
        return trouble instanceof DOMException && trouble.name === "QuotaExceededError" ? "full" : "failed";
      }
    },
    close: () => database.close(),
  };
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("an unnamed trouble"));
  });
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the write was broken off"));
  });
}
