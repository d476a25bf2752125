/** The rooms that I look after, in the order of the next start. */
import { type RoomCard } from "@client/snapshots";
import { byNextStart } from "../board/room-order";
import { Empty } from "../parts/empty";
import { Headcount } from "../parts/headcount";
import { ReadinessLine } from "../parts/readiness-line";
import { CurrentSession, NextSession } from "../parts/session-line";
import { t } from "../texts";
import { roomHref } from "./route";
import { type Staff } from "./staff";
import { UndoBar } from "../parts/undo";

export function MyRooms({ staff }: { readonly staff: Staff }) {
  const rooms = staff.rooms.value?.data.rooms ?? null;
  const mine = byNextStart((rooms ?? []).filter(({ id }) => staff.mine.value.includes(id)));
  const now = staff.topics.now.value;
  return (
    <>
      <main class="room-body">
        <h1 class="page-title">{t("staff.my_rooms")}</h1>
        {rooms === null && <p class="loading">{t("common.loading")}</p>}
        {rooms !== null && mine.length === 0 && <Empty what={t("staff.none")} begin={t("staff.none_begin")} />}
        <ul class="my-rooms">
          {mine.map((room) => <MyRoom key={room.id} room={room} now={now} timeZone={staff.timeZone} />)}
        </ul>
      </main>
      <footer class="bottom">
        <UndoBar undo={staff.undo} />
        <a class={mine.length === 0 ? "button is-large is-primary" : "button is-large"} href="#choose">{t("staff.choose")}</a>
      </footer>
    </>
  );
}

function MyRoom({ room, now, timeZone }: { readonly room: RoomCard; readonly now: number; readonly timeZone: string }) {
  return (
    <li>
      <a class="my-room" href={roomHref(room.id)}>
        <div class="room-head">
          <h2 class="room-name"><bdi dir="auto">{room.name}</bdi></h2>
          <Headcount room={room} />
        </div>
        {room.current !== null && <CurrentSession session={room.current} timeZone={timeZone} />}
        {room.next !== null && <NextSession session={room.next} now={now} timeZone={timeZone} />}
        <ReadinessLine readiness={room.readiness} now={now} timeZone={timeZone} />
      </a>
    </li>
  );
}
