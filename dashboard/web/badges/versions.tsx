/** What a layout was, how many badges were drawn with it, and the way back. */
import { type Topics } from "@client/topics";
import { t } from "../texts";
import { dayAndTime } from "../times";
import { type Bench } from "./bench";
import { type LayoutVersion } from "./layouts";

interface VersionsProps {
  readonly bench: Bench;
  readonly topics: Topics;
  readonly timeZone: string;
}

export function Versions({ bench, topics, timeZone }: VersionsProps) {
  const saved = bench.saved.value;
  if (saved === null) return null;
  return (
    <section class="badges-part" aria-labelledby="badges-versions">
      <h2 id="badges-versions">{t("badges.versions")}</h2>
      <ul class="layout-versions">
        {saved.versions.map((version) => (
          <li key={version.version}>
            <span>
              <strong>{t("badges.version", { version: version.version })}</strong>{" "}
              <span class="soft">{since(version, topics.now.value, timeZone)} · {t("badges.count", { count: version.badges })}</span>
            </span>
            {version.version === saved.version
              ? <span class="soft">{t("badges.version_now")}</span>
              : <button type="button" class="button" onClick={() => void bench.goBack(version.version)}>{t("badges.take_version", { version: version.version })}</button>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function since({ changed_at, by }: LayoutVersion, now: number, timeZone: string): string {
  if (changed_at === null) return t("badges.at_first");
  const time = dayAndTime(changed_at, now, timeZone);
  return by === "" ? time : t("badges.since", { time, by });
}
