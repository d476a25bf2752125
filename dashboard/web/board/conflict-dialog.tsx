/** Looks into conflicts of scans, one answer a tap; what was answered stays in sight, to be taken back. */
import { type ConflictingScan, type ScanConflict } from "@client/snapshots";
import { Dialog } from "../parts/dialog";
import { Trouble } from "../parts/trouble";
import { known, t } from "../texts";
import { time } from "../times";
import { verdictsFor, type ConflictDesk } from "./conflict-desk";

interface ConflictDialogProps {
  readonly desk: ConflictDesk;
  readonly timeZone: string;
  readonly onClose: () => void;
}

export function ConflictDialog({ desk, timeZone, onClose }: ConflictDialogProps) {
  const open = desk.all.value.filter(({ resolved }) => resolved === null);
  const answered = desk.all.value.filter(({ resolved }) => resolved !== null);
  return (
    <Dialog title={t("conflict.title")} onClose={onClose}>
      <p class="dialog-text">{t(open.length === 0 ? "conflict.none" : "conflict.intro")}</p>
      <Trouble trouble={desk.trouble.value} />
      <ol class="conflicts" tabIndex={0} aria-label={t("conflict.title")}>
        {[...open, ...answered].map((one) => <Line key={keyOf(one)} conflict={one} desk={desk} timeZone={timeZone} />)}
      </ol>
      <div class="dialog-choices"><button type="button" class="button" onClick={onClose}>{t("common.close")}</button></div>
    </Dialog>
  );
}

function keyOf({ scan_id, kind, resolved }: ScanConflict): string {
  return `${scan_id} ${kind} ${resolved?.verdict ?? ""}`;
}

interface LineProps {
  readonly conflict: ScanConflict;
  readonly desk: ConflictDesk;
  readonly timeZone: string;
}

function Line({ conflict, desk, timeZone }: LineProps) {
  const { person, resolved } = conflict;
  return (
    <li class={resolved === null ? "conflict" : "conflict is-answered"}>
      <div class="conflict-what">
        <p class="conflict-title"><bdi dir="auto">{person === null ? t("conflict.nobody") : person.name}</bdi> <span class="matter-kind">{t(`conflict.${conflict.kind}`)}</span></p>
        <p>{whyOf(conflict)}</p>
        <ul class="conflict-scans">{inOrder(conflict).map((scan) => <li key={scan.scan_id} dir="auto">{where(scan, timeZone)}</li>)}</ul>
      </div>
      <div class="conflict-answers">
        {resolved === null
          ? verdictsFor(conflict.kind).map((verdict) => <button key={verdict} type="button" class="button" onClick={() => desk.resolve(conflict, verdict)}>{t(`verdict.${verdict}`)}</button>)
          : <Answered conflict={conflict} desk={desk} />}
      </div>
    </li>
  );
}

function Answered({ conflict, desk }: { readonly conflict: ScanConflict; readonly desk: ConflictDesk }) {
  if (conflict.resolved === null) return null;
  return (
    <>
      <p>{t(`verdict.${conflict.resolved.verdict}`)} <span class="soft" dir="auto">{conflict.resolved.by}</span></p>
      <button type="button" class="button" onClick={() => desk.reopen(conflict)}>{t("conflict.reopen")}</button>
    </>
  );
}

function whyOf({ kind, reason }: ScanConflict): string {
  if (kind === "same_ticket_twice") return t("conflict.twice_detail");
  if (kind === "unusable") return t("conflict.unusable_detail");
  return known(`reason.${reason ?? ""}.title`, "reason.unknown_ticket.title");
}

function inOrder(conflict: ScanConflict): readonly ConflictingScan[] {
  return [conflict, ...conflict.others].sort((one, other) => one.at.localeCompare(other.at));
}

function where({ at, station, place }: ConflictingScan, timeZone: string): string {
  return t("conflict.scan", { time: time(Date.parse(at), timeZone), station: station.name, place: place.name });
}
