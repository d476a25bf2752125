/** The places a station can stand at, gathered from what the board already shows. Pure. */
import { type RoomCard, type StationCard } from "@client/snapshots";
import { byName } from "./room-order";

export interface PlaceChoice {
  readonly id: string;
  readonly name: string;
}

/** The venue has the same id in every event. */
export const VENUE = "venue";

/** The venue first (called `venueName` until a station there tells its name), other places of stations, then the rooms. */
export function placeChoices(venueName: string, rooms: readonly RoomCard[], stations: readonly StationCard[]): PlaceChoice[] {
  const known = new Map([[VENUE, venueName]]);
  for (const { place } of stations) known.set(place.id, place.name);
  for (const { id, name } of [...rooms].sort((one, other) => byName(one.name, other.name))) known.set(id, name);
  return [...known].map(([id, name]) => ({ id, name }));
}
