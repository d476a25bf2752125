/** The places a station can stand at, gathered from what the board already shows. Pure. */
import { type RoomCard, type StationCard } from "@client/snapshots";
import { byName } from "./room-order";

export interface PlaceChoice {
  readonly id: string;
  readonly name: string;
}

/** `listed` are the server's own (the venue first); rooms and the places of stations are added where they are missing. */
export function placeChoices(listed: readonly PlaceChoice[], rooms: readonly RoomCard[], stations: readonly StationCard[]): PlaceChoice[] {
  const known = new Map(listed.map(({ id, name }) => [id, name]));
  const seen = [...stations.map(({ place }) => place), ...[...rooms].sort((one, other) => byName(one.name, other.name))];
  for (const { id, name } of seen) if (!known.has(id)) known.set(id, name);
  return [...known].map(([id, name]) => ({ id, name }));
}
