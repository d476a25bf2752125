/** One line that says that what is shown is not of now, and since when. */
import { timeSince } from "@client/countdown";
import { Icon } from "@client/icons";
import { type Topics } from "@client/topics";
import { useRef } from "preact/hooks";
import { timeWithSeconds } from "../times";
import { spanText, t } from "../texts";

const LOADED_MS = 3000;

export function StaleLine({ topics, timeZone }: { readonly topics: Topics; readonly timeZone: string }) {
  const heardAt = topics.heardAt.value;
  const openedAt = useRef(topics.now.peek());
  // A page that has only just opened has heard nothing yet either: said then, the line would flash up on every page.
  const isTold = heardAt !== null || topics.now.value - openedAt.current > LOADED_MS;
  // The region stays in the page, so that a screen reader speaks when it fills; the ticking age is not spoken each second.
  return (
    <div role="status">
      {topics.stale.value && isTold && (
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
