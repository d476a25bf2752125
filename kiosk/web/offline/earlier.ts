// Who was let in or out here and does not show on the roster yet: without it a ticket would open a cut-off door twice.
import type { Direction } from "@client/scans";
import type { Database } from "./database";
import type { Earlier, Policy } from "./decision";
import type { RosterHead } from "./roster_body";

interface Remembered extends Earlier {
  readonly scan_id: string;
  /** A number that means nothing elsewhere, or the id of their code. */
  readonly person: string;
  /** The log position at which the server has it; null until it has said so. */
  readonly seq: number | null;
}

export interface Passages {
  /** Oldest first. */
  of(person: string): readonly Earlier[];
  /** Settles when a power cut would not forget it. */
  remember(scanId: string, person: string, day: string, direction: Direction): Promise<void>;
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
 * Up to which position the server's log makes up for what is remembered here: of its own door a roster tells who came. Of
 * another door it tells nobody, and there all are remembered for as long as the door counts them.
 */
export function toldBy(head: Told | null): number {
  if (head?.policy?.tells_inside === true) return head.log_seq ?? 0;
  return head?.policy?.entries === "unlimited" ? Infinity : 0;
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
    of: (person) => [...known.values()].filter((one) => one.person === person).map(({ day, direction }) => ({ day, direction })),
    remember: (scan_id, person, day, direction) => keep({ scan_id, person, day, direction, seq: null }),
    recorded(scanId, seq) {
      const one = known.get(scanId);
      if (one !== undefined) void keep({ ...one, seq });
    },
    forget: (scanId) => drop(known.has(scanId) ? [scanId] : []),
    caughtUp: (seq) => drop([...known.values()].filter((one) => one.seq !== null && one.seq <= seq).map(({ scan_id }) => scan_id)),
  };
}
