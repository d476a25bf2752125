// The scans of the outbox on this device's disk, without their codes: what was told to somebody survives a power cut.
import type { Outgoing } from "../outbox";
import type { Database, Written } from "./database";

/** In the order in which they were made: ids begin with their time, but a clock that was set back would mix them. */
export async function keptScans(database: Database): Promise<readonly Outgoing[]> {
  const scans = await database.all<Outgoing>("outbox");
  return [...scans].sort((one, other) => one.station_seq - other.station_seq);
}

/** Settles when it is on the disk. A scan of which only the code is known cannot be kept. */
export function keepScan(database: Database, scan: Outgoing): Promise<Written> {
  const hidden: { code?: string } = { ...scan };
  delete hidden.code;
  return database.write(["outbox"], "strict", (transaction) => transaction.objectStore("outbox").put(hidden, scan.scan_id));
}

export function dropScan(database: Database, scanId: string): Promise<Written> {
  return database.write(["outbox"], "relaxed", (transaction) => transaction.objectStore("outbox").delete(scanId));
}
