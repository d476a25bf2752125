// Counts this device's scans, so that the server can put late ones into their order. Kept across reloads.

const KEY = "turnout.station_seq";

export function createScanCount(storage: Pick<Storage, "getItem" | "setItem">): () => number {
  let last = Number(storage.getItem(KEY) ?? 0);
  if (!Number.isSafeInteger(last)) last = 0;
  return () => {
    last += 1;
    storage.setItem(KEY, String(last));
    return last;
  };
}
