/** Every room, in the order of the next start. */
import { type RoomCard } from "@client/snapshots";
import { Empty } from "../parts/empty";
import { Headcount } from "../parts/headcount";
import { ReadinessLine } from "../parts/readiness-line";
import { CurrentSession, NextSession } from "../parts/session-line";
import { t } from "../texts";
import { byNextStart } from "./room-order";

interface RoomCardsProps {
  readonly rooms: readonly RoomCard[] | null;
  readonly now: number;
  readonly timeZone: string;
}

export function RoomCards({ rooms, now, timeZone }: RoomCardsProps) {
  return (
    <section class="panel rooms" aria-labelledby="rooms-title">
      <h2 id="rooms-title" class="panel-title">{t("rooms.title")}</h2>
      {rooms?.length === 0 && <Empty what={t("rooms.empty")} begin={t("rooms.empty_begin")} />}
      {rooms !== null && rooms.length > 0 && (
        <ul class="room-cards" tabIndex={0} aria-labelledby="rooms-title">
          {byNextStart(rooms).map((room) => <Card key={room.id} room={room} now={now} timeZone={timeZone} />)}
        </ul>
      )}
    </section>
  );
}

function Card({ room, now, timeZone }: { readonly room: RoomCard; readonly now: number; readonly timeZone: string }) {
  return (
    <li class="room-card">
      <div class="room-head">
        <h3 class="room-name"><bdi dir="auto">{room.name}</bdi></h3>
        <Headcount room={room} />
      </div>
      {room.current !== null && <CurrentSession session={room.current} timeZone={timeZone} />}
      {room.next !== null && <NextSession session={room.next} now={now} timeZone={timeZone} />}
      {room.next === null && <p class="session soft">{t("rooms.no_next")}</p>}
      {room.readiness.state !== "no_session" && <ReadinessLine readiness={room.readiness} now={now} timeZone={timeZone} />}
    </li>
  );
}
