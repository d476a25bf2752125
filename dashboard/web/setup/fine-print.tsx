/** What else there is to an entry rule: folded away, because most places need none of it. */
import { Icon } from "@client/icons";
import { known, t } from "../texts";
import { ACCEPTS, ENTRIES, OVERRIDE_ROLES, type Place, placeThing, type Policy } from "./document";
import { ChoiceField, SetField, TextField, TickField } from "./fields";
import { fromLocal, toLocal } from "./opening-time";
import { type Field, fieldOf, type Setup } from "./setup";

interface FinePrintProps {
  readonly setup: Setup;
  readonly place: Place;
}

export function FinePrint({ setup, place }: FinePrintProps) {
  const { categories } = setup.document.value;
  const field = <K extends keyof Policy>(key: K, name: string) => policyField(setup, place, key, name);
  const label = (id: string) => categories.find((category) => category.id === id)?.label ?? id;
  return (
    <details class="fine-print">
      <summary class="fine-head"><Icon name="chevron_right" /> {t("fine.title")}</summary>
      <div class="set-body">
        <OpeningTimes setup={setup} place={place} />
        <ChoiceField setup={setup} field={field("entries", t("fine.entries"))} options={ENTRIES} label={(option) => t(`fine.entries.${option}`)} />
        {place.policy.entries === "times" && <Times setup={setup} place={place} />}
        <ChoiceField setup={setup} field={field("accepts", t("fine.accepts"))} options={ACCEPTS} label={(option) => t(`fine.accepts.${option}`)} />
        <SetField setup={setup} field={field("categories", t("fine.categories"))} hint={t("fine.categories_hint")} options={categories.map(({ id }) => id)} label={label} />
        <div class="ticks">
          <TickField setup={setup} field={field("booking_needed", t("fine.booking_needed"))} hint={t("fine.booking_needed_hint")} />
          <TickField setup={setup} field={field("waits_for_readiness", t("fine.waits_for_readiness"))} hint={t("fine.waits_for_readiness_hint")} />
          <TickField setup={setup} field={field("count_is_exact", t("fine.count_is_exact"))} hint={t("fine.count_is_exact_hint")} />
          <TickField setup={setup} field={field("capacity_is_hard", t("fine.capacity_is_hard"))} hint={t("fine.capacity_is_hard_hint")} />
        </div>
        <SetField setup={setup} field={field("override_roles", t("fine.override_roles"))} hint={t("fine.override_roles_hint")} options={OVERRIDE_ROLES} label={(role) => known(`role.${role}`, "role.other", { role })} />
      </div>
    </details>
  );
}

function policyField<K extends keyof Policy>(setup: Setup, place: Place, key: K, name: string): Field<Policy[K]> {
  return fieldOf(setup, name, placeThing(place.id), place, { of: (one) => one.policy[key], change: (_, value) => ({ policy: { [key]: value } }) });
}

/** As the event's own clock shows them, wherever this browser is. */
function OpeningTimes({ setup, place }: FinePrintProps) {
  const zone = setup.document.value.settings.time_zone.value;
  const moment = (key: "opens_at" | "closes_at", name: string) =>
    fieldOf(setup, name, placeThing(place.id), place, {
      of: (one) => toLocal(one.policy[key], zone),
      change: (_, local: string) => ({ policy: { [key]: fromLocal(local, zone) } }),
    });
  const tolerance = fieldOf(setup, t("fine.tolerance"), placeThing(place.id), place, {
    of: (one) => String(one.policy.tolerance_s / 60),
    change: (_, minutes: string) => ({ policy: { tolerance_s: Math.round(Number(minutes) * 60) } }),
  });
  return (
    <>
      <div class="field-row">
        <TextField setup={setup} field={moment("opens_at", t("fine.opens_at"))} hint={t("fine.by_clock", { zone })} type="datetime-local" />
        <TextField setup={setup} field={moment("closes_at", t("fine.closes_at"))} hint={t("fine.by_clock", { zone })} type="datetime-local" />
      </div>
      <TextField setup={setup} field={tolerance} hint={t("fine.tolerance_hint")} type="number" />
    </>
  );
}

function Times({ setup, place }: FinePrintProps) {
  const field = fieldOf(setup, t("fine.times"), placeThing(place.id), place, {
    of: (one) => String(one.policy.times),
    change: (_, times: string) => ({ policy: { times: Math.round(Number(times)) } }),
  });
  return <TextField setup={setup} field={field} type="number" />;
}
