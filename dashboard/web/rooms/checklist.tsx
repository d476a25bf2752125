/** A room's checklist: boxes as tall as a thumb. */
import { type ChecklistItem } from "@client/snapshots";
import { parts, t } from "../texts";
import { time } from "../times";

export interface ShownItem extends ChecklistItem {
  /** False while the server has not taken the last tap. */
  readonly isSent: boolean;
}

interface ChecklistProps {
  readonly items: readonly ShownItem[];
  /** A signed-off room is reopened first: a box that changed would say that somebody else signed for it. */
  readonly isSignedOff: boolean;
  readonly timeZone: string;
  readonly onTap: (itemId: string, label: string, done: boolean) => void;
}

export function Checklist({ items, isSignedOff, timeZone, onTap }: ChecklistProps) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="checklist-title">
      <h2 id="checklist-title" class="section-title">{t("staff.checklist")}</h2>
      <ul class="items">
        {items.map((item) => (
          <li key={item.id}>
            <label class={isSignedOff ? "item is-closed" : "item"}>
              <input type="checkbox" checked={item.done} disabled={isSignedOff} onChange={(event) => onTap(item.id, item.label, event.currentTarget.checked)} />
              <span class="item-label">
                <bdi dir="auto">{item.label}</bdi>
                <ItemState item={item} timeZone={timeZone} />
              </span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ItemState({ item, timeZone }: { readonly item: ShownItem; readonly timeZone: string }) {
  if (!item.isSent) return <span class="item-state">{t("staff.sending")}</span>;
  if (!item.done || item.by === null || item.at === null) return null;
  return <span class="item-state">{parts("staff.done_by", { name: <bdi dir="auto">{item.by}</bdi>, time: time(item.at, timeZone) })}</span>;
}
