// The roster on the device: taken in whole or by what changed, in one transaction each, so that no half of one is read.
import type { Database, Written } from "./database";
import { bucketOf, findEntry, merged, type Entry, type RosterBody, type RosterHead } from "./roster_body";

const HEAD = "roster_head";
const NOTHING = new Uint8Array(0);

export function keptHead(database: Database): Promise<RosterHead | undefined> {
  return database.get<RosterHead>("kept", HEAD);
}

/** What the roster says of an id, or null. */
export async function lookUp(database: Database, head: RosterHead, id: Uint8Array): Promise<Entry | null> {
  const bucket = await database.get<Uint8Array>("roster", bucketOf(id));
  return bucket === undefined ? null : findEntry(bucket, id, head.categories);
}

export function takeIn(database: Database, body: RosterBody): Promise<Written> {
  return database.write(["roster", "kept"], "relaxed", (transaction) => {
    const roster = transaction.objectStore("roster");
    transaction.objectStore("kept").put(body.head, HEAD);
    if (body.head.whole) replace(roster, body);
    else change(roster, body);
  });
}

function replace(roster: IDBObjectStore, { entries }: RosterBody): void {
  roster.clear();
  for (const [number, bucket] of entries) roster.put(bucket, number);
}

function change(roster: IDBObjectStore, { entries, removed }: RosterBody): void {
  for (const number of new Set([...entries.keys(), ...removed.keys()])) {
    const before = roster.get(number) as IDBRequest<Uint8Array | undefined>;
    before.onsuccess = () => {
      const after = merged(before.result ?? NOTHING, entries.get(number) ?? NOTHING, removed.get(number) ?? NOTHING);
      roster.put(after, number);
    };
  }
}
