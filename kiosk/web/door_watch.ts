// Follows the door that the station stands at, and another once it stands elsewhere.
import type { DoorData } from "@client/snapshots";
import type { Topics } from "@client/topics";
import { effect, type Signal } from "@preact/signals";

/** Answers with what is told where the station stands now; null where it is not a door's. */
export function watchDoor(topics: Pick<Topics, "subscribe" | "leave">, door: Signal<DoorData | null>): (placeId: string | null) => void {
  let at: string | null = null;
  let stop: () => void = () => undefined;
  return (placeId) => {
    if (placeId === at) return;
    stop();
    if (at !== null) topics.leave([`door:${at}`]);
    at = placeId;
    door.value = null;
    if (placeId === null) return;
    const topic = `door:${placeId}` as const;
    const pushed = topics.subscribe([topic])[topic];
    stop = effect(() => {
      door.value = pushed?.value?.data ?? null;
    });
  };
}
