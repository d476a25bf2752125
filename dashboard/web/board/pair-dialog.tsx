/** Pairs a kiosk: name, place and purpose first, then the code to type on the device, large and with its end. */
import { type Answer, type Api } from "@client/api";
import { timeUntil } from "@client/countdown";
import { Icon } from "@client/icons";
import { Qr } from "@client/qr";
import { type PrinterCard, type StationCard, type StationMode } from "@client/snapshots";
import { useEffect, useState } from "preact/hooks";
import { Dialog } from "../parts/dialog";
import { Trouble, troubleOf } from "../parts/trouble";
import { spanText, t } from "../texts";
import { time } from "../times";
import { type PlaceChoice } from "./places";
import "./pair-dialog.css";

interface Pairing {
  readonly station_id: string;
  readonly pairing_code: string;
  /** The address that pairs what opens it, as the modules of a QR symbol. */
  readonly qr: readonly string[];
  readonly expires_at: string;
}

interface PairDialogProps {
  readonly api: Api;
  /** A station that is there already and only wants another code. */
  readonly station: StationCard | null;
  readonly stations: readonly StationCard[];
  readonly places: readonly PlaceChoice[];
  readonly printers: readonly PrinterCard[];
  readonly now: number;
  readonly timeZone: string;
  readonly onClose: () => void;
}

/** What can be paired: what stands at a door or a desk, or a machine that only prints. */
type PairedMode = StationMode | "spooler";

const MODES: readonly PairedMode[] = ["entrance", "door", "desk", "pickup", "spooler"];
const PRINTS_AT: readonly PairedMode[] = ["entrance", "desk", "pickup"];

export function PairDialog({ api, station, stations, places, printers, now, timeZone, onClose }: PairDialogProps) {
  const [name, setName] = useState(station?.name ?? "");
  const [isPrinting, setPrinting] = useState(station?.mode === "spooler");
  const [pairing, setPairing] = useState<Pairing | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const take = (answer: Answer<Pairing>): void => {
    if (answer.kind === "ok") setPairing(answer.value);
    setTrouble(answer.kind === "ok" ? null : troubleOf(answer));
  };
  useEffect(() => {
    if (station !== null) void api.post<Pairing>(`/stations/${encodeURIComponent(station.id)}/pairing-code`).then(take);
  }, [station]);
  if (pairing !== null) {
    const isPaired = stations.some(({ id, state }) => id === pairing.station_id && state === "online");
    return <Code name={name} pairing={pairing} isPrinting={isPrinting} isPaired={isPaired} now={now} timeZone={timeZone} onClose={onClose} />;
  }
  const make = (place: string, mode: PairedMode, printer: string) => {
    setPrinting(mode === "spooler");
    return api.post<Pairing>("/stations", { name: name.trim(), place_id: place, mode, printer_id: PRINTS_AT.includes(mode) ? printer : "" }).then(take);
  };
  return (
    <Dialog title={station === null ? t("pair.title") : t("pair.code_title", { name: station.name })} onClose={onClose}>
      {station === null && <Form name={name} places={places} printers={printers} onName={setName} onMake={make} onClose={onClose} />}
      <Trouble trouble={trouble} />
      {station !== null && <button type="button" class="button" onClick={onClose}>{t("common.close")}</button>}
    </Dialog>
  );
}

interface FormProps {
  readonly name: string;
  readonly places: readonly PlaceChoice[];
  readonly printers: readonly PrinterCard[];
  readonly onName: (name: string) => void;
  readonly onMake: (placeId: string, mode: PairedMode, printerId: string) => Promise<void>;
  readonly onClose: () => void;
}

function Form({ name, places, printers, onName, onMake, onClose }: FormProps) {
  const [place, setPlace] = useState(places[0]?.id ?? "");
  const [mode, setMode] = useState<PairedMode>("entrance");
  const [printer, setPrinter] = useState("");
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    await onMake(place, mode, printer);
    setBusy(false);
  };
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <label class="field">
        <span>{t("pair.name")}</span>
        <input required maxLength={60} autoComplete="off" dir="auto" value={name} placeholder={t("pair.name_example")} onInput={(event) => onName(event.currentTarget.value)} />
      </label>
      <label class="field">
        <span>{t("pair.place")}</span>
        <select value={place} onChange={(event) => setPlace(event.currentTarget.value)}>
          {places.map(({ id, name: label }) => <option key={id} value={id}>{label}</option>)}
        </select>
      </label>
      <fieldset class="field">
        <legend>{t("pair.mode")}</legend>
        <div class="choices">
          {MODES.map((choice) => (
            <label key={choice} class="choice">
              <input type="radio" name="mode" value={choice} checked={mode === choice} onChange={() => setMode(choice)} />
              <span>{t(`stations.mode.${choice}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {printers.length > 1 && PRINTS_AT.includes(mode) && (
        <label class="field">
          <span>{t("pair.printer")}</span>
          <select value={printer} onChange={(event) => setPrinter(event.currentTarget.value)}>
            <option value="">{t("pair.printer_any")}</option>
            {printers.map(({ id, name: label }) => <option key={id} value={id}>{label}</option>)}
          </select>
        </label>
      )}
      <div class="dialog-choices">
        <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
        <button class="button is-primary" disabled={isBusy || name.trim() === ""}>{t("pair.make")}</button>
      </div>
    </form>
  );
}

interface CodeProps {
  readonly name: string;
  readonly pairing: Pairing;
  /** A machine that prints is paired at its command line, everything else in a browser. */
  readonly isPrinting: boolean;
  readonly isPaired: boolean;
  readonly now: number;
  readonly timeZone: string;
  readonly onClose: () => void;
}

function Code({ name, pairing, isPrinting, isPaired, now, timeZone, onClose }: CodeProps) {
  const left = timeUntil(Date.parse(pairing.expires_at), now);
  return (
    <Dialog title={t("pair.code_title", { name })} onClose={onClose}>
      {isPaired ? (
        <p class="paired" role="status"><Icon name="check_circle" /> {t("pair.done", { name })}</p>
      ) : (
        <>
          <p class="dialog-text">
            {isPrinting ? t("pair.code_how_printing", { command: `turnout spool --server ${location.origin} --printer … --code` }) : t("pair.code_how", { address: `${location.host}/kiosk` })}
          </p>
          <p class="pairing-code">{inFours(pairing.pairing_code)}</p>
          {!isPrinting && <div class="pairing-qr"><Qr rows={pairing.qr} label={t("pair.qr")} /></div>}
          {isThisMachine(location.hostname) && <p class="dialog-text soft">{t("pair.how_elsewhere", { host: location.hostname })}</p>}
          <p class="dialog-text soft">
            {left === null ? t("pair.expired") : t("pair.until", { time: time(pairing.expires_at, timeZone), span: spanText(left) })}
          </p>
        </>
      )}
      <div class="dialog-choices">
        <button type="button" class="button is-primary" onClick={onClose}>{t("common.close")}</button>
      </div>
    </Dialog>
  );
}

/** A name by which every machine means itself: typed on a tablet, it finds no server. */
function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}

// Two groups of four are carried across a hall in the head; eight characters in a row are not.
function inFours(code: string): string {
  return code.replace(/[\s-]/g, "").replace(/(.{4})(?=.)/g, "$1 ");
}
