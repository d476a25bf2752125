import { Icon, type IconName } from "@client/icons";
import { moment } from "@client/moments";
import { mayDo, type Staff, type StaffNews } from "../../tasks/staff";
import type { StaffPageProps } from "./staff";

interface Choice {
  readonly text: string;
  readonly icon: IconName;
  readonly news: StaffNews;
}

/** The last scan with what can be done about it, and what else staff do at a kiosk. */
export function Menu({ texts, staff, tell, timeZone }: StaffPageProps & { timeZone: string }) {
  const { t } = texts;
  const about = aboutLast(staff).map(({ key, icon, news }) => ({ text: t(`staff.${key}`), icon, news }));
  const others: Choice[] = [
    ...(mayDo(staff, "look_up") ? [{ text: t("staff.look_up"), icon: "search", news: { kind: "opened", page: "look_up" } } as const] : []),
    { text: t("staff.equipment"), icon: "printer", news: { kind: "opened", page: "equipment" } },
    { text: t("staff.check"), icon: "scan", news: { kind: "opened", page: "check" } },
  ];
  return (
    <div class="staff-menu">
      <LastLine texts={texts} staff={staff} timeZone={timeZone} />
      <div class="staff-choices">
        {[...about, ...others].map(({ text, icon, news }) => (
          <button key={text} type="button" class="choice" disabled={staff.isBusy} onClick={() => tell(news)}>
            <Icon name={icon} />
            <span>{text}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

interface AboutLast {
  readonly key: "override" | "undo" | "lost" | "misprint";
  readonly icon: IconName;
  readonly news: StaffNews;
}

/** What can be done about the last scan, by its outcome and by the role of who asks. */
function aboutLast(staff: Staff): readonly AboutLast[] {
  const { last } = staff;
  if (last === null) return [];
  if (last.outcome === "refused") {
    return last.overridable && mayDo(staff, "override") ? [{ key: "override", icon: "door", news: { kind: "opened", page: "override" } }] : [];
  }
  const undo: AboutLast[] = last.undone || !mayDo(staff, "undo") ? [] : [{ key: "undo", icon: "undo", news: { kind: "took_back" } }];
  if (last.attendee === null || !mayDo(staff, "reprint")) return undo;
  return [...undo, { key: "misprint", icon: "badge", news: { kind: "reprinted", why: "misprint" } }, { key: "lost", icon: "badge", news: { kind: "reprinted", why: "lost" } }];
}

function LastLine({ texts, staff: { last, isBusy }, timeZone }: { texts: StaffPageProps["texts"]; staff: Staff; timeZone: string }) {
  if (last === null) return <p class="staff-last">{isBusy ? texts.t("staff.asking") : texts.t("staff.no_last")}</p>;
  const outcome = last.undone ? "undone" : last.outcome;
  return (
    <div class={`staff-last is-${outcome}`}>
      <p class="staff-last-what">
        <strong>{texts.t(`staff.last_${outcome}`)}</strong>
        {last.short_code !== null && <span class="staff-code" dir="ltr">{last.short_code}</span>}
        <span>{moment(last.at, Date.parse(last.at), texts.language, timeZone)}</span>
      </p>
      <p class="staff-last-who"><bdi dir="auto">{last.attendee?.name ?? texts.t("staff.nobody")}</bdi></p>
    </div>
  );
}
