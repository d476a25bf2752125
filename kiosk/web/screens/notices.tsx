// What the kiosk says about itself, not about a ticket.
import { Icon } from "@client/icons";
import type { KioskTexts } from "../catalogues";
import { Huge, Matter, Result, WayBack } from "./result";
import { StaffDoor } from "./staff/staff_door";

export function Connecting({ texts }: { texts: KioskTexts }) {
  return (
    <Result meaning="calm" icon="refresh" texts={texts} title={texts.t("connecting.title")}>
      <Huge text={texts.t("connecting.detail")} />
    </Result>
  );
}

export function Elsewhere({ texts }: { texts: KioskTexts }) {
  return (
    <Result meaning="calm" icon="look" texts={texts} title={texts.t("elsewhere.title")}>
      <Huge text={texts.t("elsewhere.next")} />
    </Result>
  );
}

export interface OutOfOrderProps {
  readonly texts: KioskTexts;
  readonly stationName: string;
  readonly onHelp: () => void;
  readonly onStaff: () => void;
}

export function OutOfOrder({ texts, stationName, onHelp, onStaff }: OutOfOrderProps) {
  const foot = (
    <>
      <StaffDoor texts={texts} name={stationName} onOpen={onStaff} />
      <button type="button" class="choice result-help" onClick={onHelp}>
        <Icon name="help" />
        <span>{texts.t("help.title")}</span>
      </button>
    </>
  );
  return (
    <Result meaning="calm" icon="lock" texts={texts} title={texts.t("out_of_order.title")} foot={foot}>
      <Huge text={texts.t("out_of_order.next")} />
    </Result>
  );
}

export function Unreachable({ texts, until, onDismiss }: { texts: KioskTexts; until: number | undefined; onDismiss: () => void }) {
  const foot = <WayBack texts={texts} until={until} onDismiss={onDismiss} />;
  return (
    <Result meaning="calm" icon="unreachable" texts={texts} title={texts.t("unreachable.title")} foot={foot}>
      <Huge text={texts.t("unreachable.next")} />
    </Result>
  );
}

export function NotTaken({ texts, until, onDismiss }: { texts: KioskTexts; until: number | undefined; onDismiss: () => void }) {
  return <Matter texts={texts} title={texts.t("not_taken.title")} next={texts.t("not_taken.next")} shortCode={null} until={until} onDismiss={onDismiss} />;
}

/** Stands above every screen until the event is opened. */
export function Rehearsal({ texts }: { texts: KioskTexts }) {
  return (
    <p class="rehearsal" lang={texts.language} dir={texts.direction}>
      <Icon name="look" />
      <strong>{texts.t("rehearsal.title")}</strong>
      <span>{texts.t("rehearsal.note")}</span>
    </p>
  );
}
