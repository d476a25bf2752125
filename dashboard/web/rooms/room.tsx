/** One room: what goes on, how many are in, its checklist, and its sign-off. */
import { type PlaceData } from "@client/snapshots";
import { useState } from "preact/hooks";
import { Headcount } from "../parts/headcount";
import { ReadinessLine } from "../parts/readiness-line";
import { CurrentSession, NextSession } from "../parts/session-line";
import { t } from "../texts";
import { Back } from "./back";
import { Checklist } from "./checklist";
import { ReopenDialog } from "./reopen-dialog";
import { doorHref } from "./route";
import { command, roomPath, type Staff } from "./staff";
import { UndoBar } from "../parts/undo";

export function Room({ staff, id }: { readonly staff: Staff; readonly id: string }) {
  const topic = `place:${id}` as const;
  const place = staff.topics.subscribe([topic])[topic]?.value?.data ?? null;
  // Ticks that the server has not answered yet, by session and item, so that the box follows the thumb and not the network.
  const [pending, setPending] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isUnknown = staff.topics.refused.value.has(topic);
  if (place === null) {
    return (
      <main class="room-body">
        <Back />
        <p class="loading">{isUnknown ? t("staff.no_room") : t("common.loading")}</p>
      </main>
    );
  }
  return <LoadedRoom staff={staff} place={place} pending={pending} onPending={setPending} />;
}

/** The session for which a room is made ready: what is told of it late must not be taken for the one after. */
interface Seen {
  readonly session_id: string | null;
}

function seenIn({ next }: PlaceData): Seen {
  return { session_id: next?.id ?? null };
}

function boxOf({ session_id }: Seen, itemId: string): string {
  return JSON.stringify([session_id, itemId]);
}

interface LoadedRoomProps {
  readonly staff: Staff;
  readonly place: PlaceData;
  readonly pending: ReadonlyMap<string, boolean>;
  readonly onPending: (change: (pending: ReadonlyMap<string, boolean>) => ReadonlyMap<string, boolean>) => void;
}

function LoadedRoom({ staff, place, pending, onPending }: LoadedRoomProps) {
  const { timeZone } = staff;
  const now = staff.topics.now.value;
  const seen = seenIn(place);
  const items = place.readiness.items.map((item) => {
    const tapped = pending.get(boxOf(seen, item.id));
    return { ...item, done: tapped ?? item.done, isSent: tapped === undefined };
  });
  const set = async (itemId: string, done: boolean, session: Seen): Promise<void> => {
    const box = boxOf(session, itemId);
    onPending((before) => new Map(before).set(box, done));
    await command(staff, `${roomPath(place.id)}/items/${encodeURIComponent(itemId)}`, { done, ...session });
    // A later tap on the same box has its own answer to come.
    onPending((before) => new Map([...before].filter(([key, value]) => key !== box || value !== done)));
  };
  const tap = (itemId: string, label: string, done: boolean): void => {
    staff.undo.value = {
      text: t(done ? "staff.ticked" : "staff.unticked", { item: label }),
      act: () => void set(itemId, !done, seen),
    };
    void set(itemId, done, seen);
  };
  return (
    <>
      <main class="room-body">
        <Back />
        <div class="room-head">
          <h1 class="page-title"><bdi dir="auto">{place.name}</bdi></h1>
          <Headcount room={place} />
        </div>
        {place.current !== null && <CurrentSession session={place.current} timeZone={timeZone} />}
        {place.next !== null && <NextSession session={place.next} now={now} timeZone={timeZone} />}
        {place.next === null && place.current === null && <p class="soft">{t("rooms.no_next")}</p>}
        <ReadinessLine readiness={place.readiness} now={now} timeZone={timeZone} />
        <Checklist items={items} isSignedOff={place.readiness.state === "ready"} timeZone={timeZone} onTap={tap} />
      </main>
      <RoomActions staff={staff} place={place} open={items.filter(({ done }) => !done).length} />
    </>
  );
}

interface RoomActionsProps {
  readonly staff: Staff;
  readonly place: PlaceData;
  /** Checklist items that are not done. */
  readonly open: number;
}

function RoomActions({ staff, place, open }: RoomActionsProps) {
  const [isReopening, setReopening] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { state } = place.readiness;
  const seen = seenIn(place);
  const reopen = (reason: string): Promise<boolean> => {
    staff.undo.value = null;
    return command(staff, `${roomPath(place.id)}/reopen`, { reason, ...seen });
  };
  const signOff = async (): Promise<void> => {
    setBusy(true);
    const isDone = await command(staff, `${roomPath(place.id)}/sign-off`, seen);
    setBusy(false);
    if (isDone) staff.undo.value = { text: t("staff.signed_off", { room: place.name }), act: () => void reopen(t("staff.undo_reason")) };
  };
  return (
    <footer class="bottom">
      <UndoBar undo={staff.undo} />
      {state !== "no_session" && state !== "ready" && open > 0 && <p class="bottom-why" id="sign-off-why">{t("staff.open_items", { open })}</p>}
      <div class="bottom-actions">
        <a class={state === "ready" || state === "no_session" ? "button is-large is-primary" : "button is-large"} href={doorHref(place.id)}>{t("staff.scan")}</a>
        {state === "ready" && <button type="button" class="button is-large" onClick={() => setReopening(true)}>{t("staff.reopen")}</button>}
        {state !== "ready" && state !== "no_session" && (
          <button type="button" class="button is-large is-primary" disabled={open > 0 || isBusy} aria-describedby="sign-off-why" onClick={() => void signOff()}>
            {t("staff.sign_off")}
          </button>
        )}
      </div>
      {isReopening && <ReopenDialog room={place.name} onReopen={reopen} onClose={() => setReopening(false)} />}
    </footer>
  );
}
