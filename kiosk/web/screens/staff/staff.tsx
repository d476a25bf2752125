// Staff at the kiosk: the pad until somebody has come in, then what they do here.
import { Icon } from "@client/icons";
import type { KioskTexts } from "../../catalogues";
import type { Kiosk } from "../../kiosk_parts";
import type { Staff, StaffNews } from "../../tasks/staff";
import { TaskFrame } from "../task_frame";
import { ScannerCheck } from "./check";
import { EquipmentPage } from "./equipment";
import { LookUp } from "./look_up";
import { Menu } from "./menu";
import { Override } from "./override";
import { PinPad } from "./pin_pad";

export interface StaffScreenProps {
  readonly kiosk: Kiosk;
  readonly texts: KioskTexts;
  readonly staff: Staff;
  readonly tell: (news: StaffNews) => void;
}

export type StaffPageProps = Pick<StaffScreenProps, "texts" | "staff" | "tell">;

export function StaffScreen({ kiosk, texts, staff, tell }: StaffScreenProps) {
  const isDeep = staff.session !== null && staff.page !== "menu";
  const leave = () => tell(isDeep ? { kind: "opened", page: "menu" } : { kind: "left" });
  return (
    <TaskFrame texts={texts} title={titleOf(texts, staff)} onLeave={leave}>
      <div class="staff-page">
        <Said texts={texts} staff={staff} />
        <Page kiosk={kiosk} texts={texts} staff={staff} tell={tell} />
      </div>
    </TaskFrame>
  );
}

function Page({ kiosk, texts, staff, tell }: StaffScreenProps) {
  const page = { texts, staff, tell };
  if (staff.session === null) return <PinPad {...page} />;
  switch (staff.page) {
    case "menu":
      return <Menu {...page} timeZone={kiosk.event.value?.time_zone ?? "UTC"} />;
    case "override":
      return <Override {...page} />;
    case "look_up":
      return <LookUp {...page} />;
    case "equipment":
      return <EquipmentPage {...page} />;
    case "check":
      return <ScannerCheck {...page} />;
  }
}

function titleOf(texts: KioskTexts, { session, page }: Staff): string {
  if (session === null) return texts.t("staff.sign_in");
  return page === "menu" ? texts.t("staff.title", { name: session.name }) : texts.t(`staff.${page}`);
}

/** What came of the last thing; the line is there without words too, so that nothing moves when it speaks. */
function Said({ texts, staff: { trouble, done } }: { texts: KioskTexts; staff: Staff }) {
  return (
    <p class={trouble === null ? "staff-said" : "staff-said is-trouble"} role="status">
      {trouble !== null && <Icon name="look" />}
      {trouble !== null && <span>{texts.t(`staff.trouble.${trouble}`)}</span>}
      {trouble === null && done !== null && <Icon name="check" />}
      {trouble === null && done !== null && <span>{texts.t(`staff.done.${done}`)}</span>}
    </p>
  );
}
