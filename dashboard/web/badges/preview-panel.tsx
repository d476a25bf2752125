/** Badges as they would come out, of those whose names are hardest to set. */
import { Icon } from "@client/icons";
import { t } from "../texts";
import { type Bench } from "./bench";
import { type Preview, type ShownBadge } from "./layouts";
import { reasonsOf } from "./reasons";

export function PreviewPanel({ bench }: { readonly bench: Bench }) {
  const preview = bench.preview.value;
  const isOld = bench.mistake.value !== null;
  return (
    <section class="badge-preview" aria-labelledby="badge-preview-name" aria-busy={bench.isDrawing.value}>
      <div class="layout-head">
        <h2 id="badge-preview-name">{t("badges.preview")}</h2>
        <span class="soft" role="status">{bench.isDrawing.value ? t("badges.drawing") : isOld ? t("badges.is_old") : ""}</span>
      </div>
      <Who bench={bench} />
      {preview !== null && (
        <>
          <p class="soft">{sizeOf(preview)}</p>
          <ul class={isOld ? "shown-badges is-old" : "shown-badges"} tabIndex={0} aria-label={t("badges.preview")}>
            {preview.badges.map((badge, at) => <li key={at}><Badge badge={badge} preview={preview} /></li>)}
          </ul>
        </>
      )}
    </section>
  );
}

function Who({ bench }: { readonly bench: Bench }) {
  const { name, category } = bench.trying.value;
  return (
    <div class="badge-who">
      <label class="field">
        <span>{t("badges.try_name")}</span>
        <input dir="auto" maxLength={200} autoComplete="off" value={name} placeholder={t("badges.try_hardest")} onInput={(event) => bench.try({ name: event.currentTarget.value })} />
      </label>
      <label class="field">
        <span>{t("badges.try_category")}</span>
        <select value={category} onChange={(event) => bench.try({ category: event.currentTarget.value })}>
          <option value="">{t("badges.own_category")}</option>
          {bench.overview.value.categories.map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
        </select>
      </label>
    </div>
  );
}

/** One label stands there at its true size, as far as the screen knows its own. */
function Badge({ badge, preview }: { readonly badge: ShownBadge; readonly preview: Preview }) {
  const { label } = preview;
  const reasons = reasonsOf(badge.why);
  return (
    <figure class="shown-badge" style={label?.count === 1 ? { inlineSize: `${label.width}mm` } : {}}>
      <img src={`data:image/png;base64,${badge.picture}`} alt={t("badges.picture", { name: badge.name, category: badge.category })} />
      <figcaption>
        {reasons !== "" && <span class="soft">{reasons}</span>}
        {badge.losses.map((loss) => <span key={loss} class="badge-loss"><Icon name="look" /> {loss}</span>)}
      </figcaption>
    </figure>
  );
}

function sizeOf({ label }: Preview): string {
  if (label === null) return "";
  return t("badges.size", { width: label.width, height: label.height, count: label.count });
}
