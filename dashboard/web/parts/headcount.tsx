/** People in a room over its places: a number and a bar. */
import { type RoomCard } from "@client/snapshots";
import { t } from "../texts";

type Counted = Pick<RoomCard, "inside" | "capacity" | "estimated">;

export function Headcount({ room }: { readonly room: Counted }) {
  const { inside, capacity, estimated } = room;
  const isOver = capacity !== null && inside > capacity;
  const values = { estimated: String(estimated), inside };
  const spoken = capacity === null ? t("rooms.people_spoken", values) : t("rooms.people_of_spoken", { ...values, capacity });
  return (
    <div class={isOver ? "headcount is-over" : "headcount"}>
      <p class="headcount-number">
        <span class="for-readers">{spoken}</span>
        <span aria-hidden="true">
          {estimated && <span class="soft">≈ </span>}
          <strong>{inside}</strong>
          {capacity !== null && <span class="soft"> / {capacity}</span>}
        </span>
      </p>
      {capacity !== null && capacity > 0 && (
        <div class="bar" aria-hidden="true">
          <div class="bar-fill" style={{ inlineSize: `${Math.min(100, (inside / capacity) * 100)}%` }} />
        </div>
      )}
    </div>
  );
}
