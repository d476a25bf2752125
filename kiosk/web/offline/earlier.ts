// Who was let in or out here, as long as no roster makes up for it: without it a ticket would open a cut-off door twice.
import type { ScanAnswer } from "@client/scans";
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
  /** At one door, the oldest first. What the server has up to `shown`, a position of its log, shows on the roster. */
  of(person: string, placeId: string, shown: number): readonly Earlier[];
  /** Settles when a power cut would not forget it. */
  remember(scanId: string, passage: Passage): Promise<void>;
  /** The server has the scan, at this position of its log; as a trial it used nothing up, and is forgotten. */
  recorded(scanId: string, as: Pick<ScanAnswer, "seq" | "rehearsal">): void;
  /** The server did not let them pass. */
  forget(scanId: string): void;
  /** Of this door, the server has what is up to this position of its log, and nothing of that need be remembered here. */
  caughtUp(placeId: string, seq: number): void;
}

/** Of a roster's head. */
type Told = Pick<RosterHead, "log_seq"> & { readonly policy: Policy };

/** Up to which position of the log the roster's marks show what happened at this door; at doors but the venue's they show nothing. */
export function shownBy({ policy, log_seq = 0 }: Told): number {
  return policy.tells_inside ? log_seq : 0;
}

/**
 * Up to which position of the log nothing need be remembered here. At the venue's own door the roster's marks tell who came
 * and whether they may come again, but not how often they came. At another door no mark tells anything: there all are
 * remembered, unless the door counts nothing and but a "welcome back" would be lost.
 */
export function toldBy(head: Told): number {
  const { entries, tells_inside: tellsInside } = head.policy;
  if (entries === "times") return 0;
  return entries === "unlimited" && !tellsInside ? Infinity : shownBy(head);
}

export async function openPassages(database: Database | null): Promise<Passages> {
  const known = new Map<string, Remembered>();
  for (const one of (await database?.all<Remembered>("earlier")) ?? []) known.set(one.scan_id, one);

  const at = (placeId: string): readonly Remembered[] => [...known.values()].filter((one) => (one.place_id ?? placeId) === placeId);
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
    of: (person, placeId, shown) => at(placeId).filter((one) => one.person === person).map(({ day, direction, seq }) => ({ day, direction, shown: seq !== null && seq <= shown })),
    remember: (scan_id, passage) => keep({ ...passage, scan_id, seq: null }),
    recorded(scanId, { seq, rehearsal }) {
      const one = known.get(scanId);
      if (one === undefined) return;
      if (rehearsal) drop([scanId]);
      else void keep({ ...one, seq });
    },
    forget: (scanId) => drop(known.has(scanId) ? [scanId] : []),
    caughtUp: (placeId, seq) => drop(at(placeId).filter((one) => one.seq !== null && one.seq <= seq).map(({ scan_id }) => scan_id)),
  };
}
