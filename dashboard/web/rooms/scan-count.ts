/** Counts this phone's scans, so that the server can put late ones into their order. Kept across reloads. */

const KEY = "turnout.door_scans";

export function countScan(storage: Pick<Storage, "getItem" | "setItem">): number {
  const last = Number(storage.getItem(KEY) ?? 0);
  const next = Number.isSafeInteger(last) ? last + 1 : 1;
  storage.setItem(KEY, String(next));
  return next;
}
