/** Every place in the organiser's order, each closed until somebody opens it: a congress has forty rooms. */
import { Icon } from "@client/icons";
import { useState } from "preact/hooks";
import { Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { AddByName, Remove } from "./adding";
import { type Place, placeThing } from "./document";
import { TextField } from "./fields";
import { FinePrint } from "./fine-print";
import { RuleChoice, ruleText } from "./rule-choice";
import { fieldOf, type Setup } from "./setup";

export function PlacesSection({ setup }: { readonly setup: Setup }) {
  const { places } = setup.document.value;
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const rooms = places.filter(({ kind }) => kind !== "venue");
  const shift = async (place: Place, by: -1 | 1): Promise<void> => {
    setTrouble(null);
    const thing = placeThing(place.id);
    const answer = await setup.api.put<Place>(thing.path, { position: place.position + by, version: place.version });
    if (answer.kind !== "ok") setTrouble(troubleOf(answer));
    await setup.refresh();
  };
  return (
    <>
      <ul class="set-list">
        {places.map((place) => (
          <li key={place.id}>
            <PlaceCard setup={setup} place={place} index={rooms.indexOf(place)} count={rooms.length} onShift={(by) => void shift(place, by)} />
          </li>
        ))}
      </ul>
      <Trouble trouble={trouble} />
      <div class="field-row">
        <AddByName label={t("setup.add_room")} placeholder={t("setup.room_example")} onAdd={(name) => setup.add("places", { name, kind: "room", capacity: null })} />
        <AddByName label={t("setup.add_zone")} placeholder={t("setup.zone_example")} onAdd={(name) => setup.add("places", { name, kind: "zone", capacity: null })} />
      </div>
    </>
  );
}

interface PlaceCardProps {
  readonly setup: Setup;
  readonly place: Place;
  /** Among the rooms and zones; -1 for the venue. */
  readonly index: number;
  readonly count: number;
  readonly onShift: (by: -1 | 1) => void;
}

function PlaceCard(props: PlaceCardProps) {
  const { setup, place } = props;
  const isVenue = place.kind === "venue";
  return (
    <details class="set-card" open={isVenue}>
      <summary class="set-head">
        <Icon name="chevron_right" />
        <bdi class="set-name" dir="auto">{place.name}</bdi>
        <span class="set-more">
          {isVenue ? `${t("setup.venue")} · ` : ""}
          {place.capacity === null ? "" : `${t("setup.capacity_of", { capacity: place.capacity })} · `}
          {ruleText(setup, place)}
        </span>
      </summary>
      <div class="set-body">
        <div class="field-row">
          <TextField setup={setup} field={fieldOf(setup, t("setup.place_name"), placeThing(place.id), place, { of: (one) => one.name, change: (_, name) => ({ name }) })} />
          <TextField
            setup={setup}
            field={fieldOf(setup, t("setup.capacity"), placeThing(place.id), place, {
              of: (one) => (one.capacity === null ? "" : String(one.capacity)),
              change: (_, capacity) => ({ capacity }),
            })}
            placeholder={t("setup.capacity_none")}
          />
        </div>
        <RuleChoice setup={setup} place={place} />
        <FinePrint setup={setup} place={place} />
        {!isVenue && <Order {...props} />}
      </div>
    </details>
  );
}

function Order({ setup, place, index, count, onShift }: PlaceCardProps) {
  return (
    <div class="set-actions">
      <button type="button" class="button is-quiet" disabled={index === 0} onClick={() => onShift(-1)}>{t("setup.up")}</button>
      <button type="button" class="button is-quiet" disabled={index === count - 1} onClick={() => onShift(1)}>{t("setup.down")}</button>
      <Remove setup={setup} list="places" id={place.id} name={place.name} />
    </div>
  );
}
