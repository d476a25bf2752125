/** Rooms in the order in which they will be needed. Pure. */
import { type RoomCard } from "@client/snapshots";

/** By the start of the next session; rooms without one come last; then by name as a person counts ("Room 2" before "Room 10"). */
export function byNextStart(rooms: readonly RoomCard[]): RoomCard[] {
  const start = (room: RoomCard) => (room.next === null ? Infinity : Date.parse(room.next.starts_at));
  return [...rooms].sort((one, other) => compare(start(one), start(other)) || byName(one.name, other.name));
}

// A difference would be NaN for two rooms without a next session, and the order would be left to chance.
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

export function byName(one: string, other: string): number {
  return one.localeCompare(other, undefined, { numeric: true });
}
