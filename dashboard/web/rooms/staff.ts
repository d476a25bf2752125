/** What every part of the staff page works with. */
import { type RoomsData, type PlaceData, type Snapshot, type TotalsData } from "@client/snapshots";
import { type Topics } from "@client/topics";
import { type ReadonlySignal, type Signal } from "@preact/signals";
import { type Me } from "../me";
import { type Trouble } from "../parts/trouble";
import { type Delivered, type Delivery } from "../parts/delivery";
import { type HelpDesk } from "../parts/help-desk";
import { type Undo } from "../parts/undo";

export interface Staff {
  readonly me: Me;
  readonly topics: Topics;
  readonly rooms: ReadonlySignal<Snapshot<RoomsData> | null>;
  readonly totals: ReadonlySignal<Snapshot<TotalsData> | null>;
  /** Ids of the rooms that I look after. */
  readonly mine: Signal<readonly string[]>;
  readonly delivery: Delivery;
  readonly help: HelpDesk;
  /** What can be taken back for a few seconds, the newest only. */
  readonly undo: Signal<Undo | null>;
  /** Why the last thing asked for did not happen. */
  readonly trouble: Signal<Trouble | null>;
  readonly timeZone: string;
}

/** Sends a command about a room. Shows its answer at once, or why it did not happen; true when it did. */
export async function command(staff: Staff, path: string, body: unknown): Promise<boolean> {
  staff.trouble.value = null;
  const answer: Delivered<Snapshot<PlaceData>> = await staff.delivery.send(path, () => body);
  if (answer.kind === "ok") staff.topics.put(answer.value);
  else staff.trouble.value = { what: answer.error.message, remedy: answer.error.remedy };
  return answer.kind === "ok";
}

export function roomPath(roomId: string): string {
  return `/rooms/${encodeURIComponent(roomId)}`;
}
