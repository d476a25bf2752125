/** Where a person stands, as icons with words: inside, cancelled, not paid. */
import { Icon, type IconName } from "@client/icons";
import { type Person } from "@client/people";
import { VENUE } from "../board/places";
import { t } from "../texts";
import { time } from "../times";
import { standing, type StandingName } from "./person";

const LOOKS: Readonly<Record<StandingName, { readonly tone: "go" | "look" | "stop" | "calm"; readonly icon: IconName }>> = {
  inside: { tone: "go", icon: "check_circle" },
  outside: { tone: "calm", icon: "arrow_right" },
  expected: { tone: "calm", icon: "clock" },
  cancelled: { tone: "stop", icon: "cross" },
  blocked: { tone: "stop", icon: "stop" },
  unpaid: { tone: "look", icon: "look" },
};

export function Standing({ person, timeZone }: { readonly person: Person; readonly timeZone: string }) {
  return (
    <span class="standing">
      {standing(person).map((name) => (
        <span key={name} class={`standing-one is-${LOOKS[name].tone}`}>
          <Icon name={LOOKS[name].icon} /> <span>{words(name, person, timeZone)}</span>
        </span>
      ))}
    </span>
  );
}

function words(name: StandingName, { place, arrived_at }: Person, timeZone: string): string {
  if (name !== "inside" || arrived_at === null) return t(`desk.standing.${name}`);
  const since = time(arrived_at, timeZone);
  return place === null || place.id === VENUE ? t("desk.standing.since", { time: since }) : t("desk.standing.where", { place: place.name, time: since });
}
