// Who was let in or out here, as long as no roster makes up for it: without it a ticket would open a cut-off door twice.
import type { Database } from "./database";
import type { Earlier, Policy } from "./decision";
import type { RosterHead } from "./roster_body";

export interface Passage extends Earlier {
  /** A number that means nothing elsewhere, or the id of their code. */
  readonly person: string;
  /** The door: a kiosk may be moved to another. Earlier pages did not keep it. */
  readonly place_id?: string;
}

interface Remembered extends Passage {
  readonly scan_id: string;
  /** The log position at which the server has it; null until it has said so. */
  readonly seq: number | null;
}

export interface Passages {
  /** At one door, the oldest first. */
  of(person: string, placeId: string): readonly Earlier[];
  /** Settles when a power cut would not forget it. */
  remember(scanId: string, passage: Passage): Promise<void>;
  /** The server has the scan, at this position. */
  recorded(scanId: string, seq: number): void;
  /** The server did not let them pass. */
  forget(scanId: string): void;
  /** The server has what is up to this position of its log, and nothing of that need be remembered here. */
  caughtUp(seq: number): void;
}

/** Of a roster's head. No policy where the kiosk stands at no door. */
type Told = Pick<RosterHead, "log_seq"> & { readonly policy: Policy | null };

/**
 * Up to which position of the log nothing need be remembered here. At the venue's own door the roster's marks tell who came
 * and whether they may come again, but not how often they came. At another door no mark tells anything: there all are
 * remembered, unless the door counts nothing.
 */
export function toldBy(head: Told | null): number {
  const policy = head?.policy ?? null;
  if (head === null || policy === null || policy.entries === "times") return 0;
  if (policy.tells_inside) return head.log_seq ?? 0;
  return policy.entries === "unlimited" ? Infinity : 0;
}

export async function openPassages(database: Database | null): Promise<Passages> {
  const known = new Map<string, Remembered>();
  for (const one of (await database?.all<Remembered>("earlier")) ?? []) known.set(one.scan_id, one);

  const keep = async (one: Remembered): Promise<void> => {
    known.set(one.scan_id, one);
    await database?.write(["earlier"], "strict", (transaction) => transaction.objectStore("earlier").put(one, one.scan_id));
  };
  const drop = (scanIds: readonly string[]): void => {
    if (scanIds.length === 0) return;
    for (const id of scanIds) known.delete(id);
    void database?.write(["earlier"], "relaxed", (transaction) => scanIds.forEach((id) => transaction.objectStore("earlier").delete(id)));
  };

  return {
    of: (person, placeId) => [...known.values()].filter((one) => one.person === person && (one.place_id ?? placeId) === placeId).map(({ day, direction }) => ({ day, direction })),
    remember: (scan_id, passage) => keep({ ...passage, scan_id, seq: null }),
    recorded(scanId, seq) {
      const one = known.get(scanId);
      if (one !== undefined) void keep({ ...one, seq });
    },
    forget: (scanId) => drop(known.has(scanId) ? [scanId] : []),
    caughtUp: (seq) => drop([...known.values()].filter((one) => one.seq !== null && one.seq <= seq).map(({ scan_id }) => scan_id)),
  };
}
