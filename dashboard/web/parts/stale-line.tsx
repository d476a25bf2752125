/** One line that says that what is shown is not of now, and since when. */
import { timeSince } from "@client/countdown";
import { Icon } from "@client/icons";
import { type Topics } from "@client/topics";
import { timeWithSeconds } from "../times";
import { spanText, t } from "../texts";

export function StaleLine({ topics, timeZone }: { readonly topics: Topics; readonly timeZone: string }) {
  const heardAt = topics.heardAt.value;
  // The region stays in the page, so that a screen reader speaks when it fills; the ticking age is not spoken each second.
  return (
    <div role="status">
      {topics.stale.value && (
        <p class="stale-line">
          <Icon name="unreachable" />
          <span aria-live="off">
            {heardAt === null
              ? t("stale.never")
              : t("stale.line", { time: timeWithSeconds(heardAt, timeZone), span: spanText(timeSince(heardAt, topics.now.value)) })}
          </span>
        </p>
      )}
    </div>
  );
}
