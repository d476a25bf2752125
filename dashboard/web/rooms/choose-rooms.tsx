/** Chooses the rooms that I look after. */
import { useState } from "preact/hooks";
import { byName } from "../board/room-order";
import { Empty } from "../parts/empty";
import { t } from "../texts";
import { Back } from "./back";
import { type Staff } from "./staff";

export function ChooseRooms({ staff }: { readonly staff: Staff }) {
  const rooms = [...(staff.rooms.value?.data.rooms ?? [])].sort((one, other) => byName(one.name, other.name));
  const [chosen, setChosen] = useState(staff.mine.value);
  const toggle = (id: string): void => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const save = async (): Promise<void> => {
    staff.trouble.value = null;
    const answer = await staff.delivery.send("/me/rooms", () => ({ place_ids: chosen }));
    if (answer.kind === "refused") staff.trouble.value = { what: answer.error.message, remedy: answer.error.remedy };
    else {
      staff.mine.value = chosen;
      location.hash = "";
    }
  };
  return (
    <>
      <main class="room-body">
        <Back />
        <h1 class="page-title">{t("staff.choose_title")}</h1>
        {rooms.length === 0 && <Empty what={t("rooms.empty")} begin={t("rooms.empty_begin")} />}
        <ul class="items">
          {rooms.map(({ id, name }) => (
            <li key={id}>
              <label class="item">
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                <span class="item-label"><bdi dir="auto">{name}</bdi></span>
              </label>
            </li>
          ))}
        </ul>
      </main>
      <footer class="bottom">
        <button type="button" class="button is-large is-primary" onClick={() => void save()}>
          {t("staff.choose_save", { count: chosen.length })}
        </button>
      </footer>
    </>
  );
}
