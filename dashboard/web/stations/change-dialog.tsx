/** What a station is to be, all of it in one form; and both values where somebody else was quicker. */
import { Icon } from "@client/icons";
import { type Offer, type PrinterCard, type StationCard, type StationMode } from "@client/snapshots";
import { useState } from "preact/hooks";
import { Dialog } from "../parts/dialog";
import { Trouble } from "../parts/trouble";
import { t } from "../texts";
import { type Keeper, put, type Put, type Versioned, versionedOf } from "./keeper";
import { LanguagesField } from "./languages-field";
import { changesOf, type Wanted } from "./wanted";
import { partText, valueText } from "./words";

const MODES: readonly StationMode[] = ["entrance", "door", "desk", "pickup"];
const OFFERS: readonly Offer[] = ["no_ticket", "walk_in"];

interface ChangeDialogProps {
  readonly keeper: Keeper;
  readonly station: StationCard;
  readonly onClose: () => void;
}

export function ChangeDialog({ keeper, station, onClose }: ChangeDialogProps) {
  // What stood there as the dialog was opened: what is pushed meanwhile is found out when this is saved.
  const [base, setBase] = useState<Versioned>(() => versionedOf(station));
  const [wanted, setWanted] = useState<Wanted>(base.wanted);
  const [outcome, setOutcome] = useState<Put | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (from: Versioned): Promise<void> => {
    const changes = changesOf(from.wanted, wanted);
    if (isBusy) return; // a second Enter would find its own change as somebody else's
    if (Object.keys(changes).length === 0) return onClose();
    setBusy(true);
    const made = await put(keeper, station.id, from, changes);
    setBusy(false);
    setOutcome(made);
    if (made.kind === "saved") onClose();
  };
  const takeTheirs = (newer: Extract<Put, { kind: "newer" }>): void => {
    const mine = changesOf(base.wanted, wanted);
    const kept = Object.fromEntries(Object.entries(mine).filter(([key]) => !newer.keys.includes(key as keyof Wanted)));
    setBase(newer.theirs);
    setWanted({ ...newer.theirs.wanted, ...kept });
    setOutcome(null);
  };
  const keepMine = (newer: Extract<Put, { kind: "newer" }>): void => {
    setBase(newer.theirs);
    void save(newer.theirs);
  };
  return (
    <Dialog title={t("stations.change_title", { name: station.name })} onClose={onClose}>
      <form class="form" noValidate onSubmit={(event) => { event.preventDefault(); void save(base); }}>
        <Fields keeper={keeper} wanted={wanted} onChange={(part) => setWanted({ ...wanted, ...part })} />
        <Trouble trouble={outcome?.kind === "refused" ? outcome.trouble : null} />
        <div role="alert">
          {outcome?.kind === "newer" && <Newer keeper={keeper} newer={outcome} mine={wanted} onTheirs={() => takeTheirs(outcome)} onMine={() => keepMine(outcome)} />}
        </div>
        <div class="dialog-choices">
          <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
          <button class="button is-primary" disabled={outcome?.kind === "newer"} aria-disabled={isBusy}>{t("setup.change")}</button>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  readonly keeper: Keeper;
  readonly wanted: Wanted;
  readonly onChange: (part: Partial<Wanted>) => void;
}

function Fields({ keeper, wanted, onChange }: FieldsProps) {
  const choices = keeper.choices.value;
  const offered = [...new Set([...wanted.languages, ...(choices?.languages ?? []), ...keeper.spoken.value])];
  const toggle = (offer: Offer): void => onChange({ offers: OFFERS.filter((one) => wanted.offers.includes(one) !== (one === offer)) });
  return (
    <>
      <label class="field">
        <span>{t("pair.name")}</span>
        <input maxLength={60} autoComplete="off" dir="auto" value={wanted.name} onInput={(event) => onChange({ name: event.currentTarget.value })} />
      </label>
      <label class="field">
        <span>{t("pair.place")}</span>
        <select value={wanted.place_id} onChange={(event) => onChange({ place_id: event.currentTarget.value })}>
          {(choices?.places ?? [{ id: wanted.place_id, name: valueText("place_id", wanted, { choices, printers: [] }) }]).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <fieldset class="field">
        <legend>{t("pair.mode")}</legend>
        <div class="choices is-two">
          {MODES.map((mode) => (
            <label key={mode} class="choice">
              <input type="radio" name="mode" value={mode} checked={wanted.mode === mode} onChange={() => onChange({ mode })} />
              <span>{t(`stations.mode.${mode}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <LanguagesField chosen={wanted.languages} offered={offered} onChange={(languages) => onChange({ languages })} />
      <PrinterField printers={keeper.live.printers.value?.data.printers ?? []} wanted={wanted} onChange={onChange} />
      <fieldset class="field">
        <legend>{t("stations.offers")}</legend>
        <div class="choices">
          {OFFERS.map((offer) => (
            <label key={offer} class="choice">
              <input type="checkbox" checked={wanted.offers.includes(offer)} onChange={() => toggle(offer)} />
              <span>{t(`stations.offer.${offer}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

/** A printer of its own, any of a group, or none. A value names which: the two cannot stand in one list by their ids alone. */
function PrinterField({ printers, wanted, onChange }: { readonly printers: readonly PrinterCard[] } & Omit<FieldsProps, "keeper">) {
  const groups = [...new Set([...printers.map(({ group }) => group), wanted.printer_group])].filter((group) => group !== "").sort();
  const choose = (value: string): void => {
    const [kind, name = ""] = [value.slice(0, 1), value.slice(1)];
    const own = kind === "p" ? printers.find(({ id }) => id === name) : undefined;
    onChange({ printer_id: own?.id ?? "", printer_group: own?.group ?? name });
  };
  return (
    <label class="field">
      <span>{t("pair.printer")}</span>
      <select value={wanted.printer_id === "" ? `g${wanted.printer_group}` : `p${wanted.printer_id}`} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="g">{t("stations.no_printer")}</option>
        {groups.map((group) => <option key={group} value={`g${group}`}>{t("stations.any_of", { group })}</option>)}
        {printers.map(({ id, name }) => <option key={id} value={`p${id}`}>{name}</option>)}
      </select>
    </label>
  );
}

interface NewerProps {
  readonly keeper: Keeper;
  readonly newer: Extract<Put, { kind: "newer" }>;
  readonly mine: Wanted;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}

function Newer({ keeper, newer, mine, onTheirs, onMine }: NewerProps) {
  const names = { choices: keeper.choices.value, printers: keeper.live.printers.value?.data.printers ?? [] };
  return (
    <div class="newer">
      <p><Icon name="people" /> <strong>{t("stations.newer")}</strong></p>
      <dl>
        {newer.keys.map((key) => (
          <div key={key}>
            <dt>{partText(key)}</dt>
            <dd>{t("stations.newer_theirs")} <bdi dir="auto">{valueText(key, newer.theirs.wanted, names)}</bdi></dd>
            <dd>{t("stations.newer_mine")} <bdi dir="auto">{valueText(key, mine, names)}</bdi></dd>
          </div>
        ))}
      </dl>
      <div class="newer-choices">
        <button type="button" class="button" onClick={onTheirs}>{t("setup.take_theirs")}</button>
        <button type="button" class="button" onClick={onMine}>{t("setup.keep_mine")}</button>
      </div>
    </div>
  );
}
