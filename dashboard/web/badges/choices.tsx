/** Which layout is in hand, a new one, and which category's badges are made by which. */
import { Icon } from "@client/icons";
import { useId, useState } from "preact/hooks";
import { Confirm } from "../parts/confirm";
import { Dialog } from "../parts/dialog";
import { Trouble, troubleOf } from "../parts/trouble";
import { type Category } from "../setup/document";
import { t } from "../texts";
import { type Bench } from "./bench";
import { type LayoutItem } from "./layouts";

export function LayoutChoice({ bench }: { readonly bench: Bench }) {
  const [isNew, setNew] = useState(false);
  const chosen = bench.saved.value?.name;
  return (
    <nav class="layout-choice" aria-label={t("badges.layouts")}>
      {bench.overview.value.layouts.map((layout) => (
        <button key={layout.name} type="button" class="layout-item" aria-pressed={layout.name === chosen} onClick={() => void bench.choose(layout.name)}>
          <strong>{layout.name}</strong>
          <span class="soft">{usedBy(bench, layout)}</span>
        </button>
      ))}
      <button type="button" class="button" onClick={() => setNew(true)}><Icon name="plus" /> {t("badges.new")}</button>
      {isNew && <NewLayout bench={bench} onClose={() => setNew(false)} />}
    </nav>
  );
}

function usedBy(bench: Bench, { name }: LayoutItem): string {
  const users = bench.overview.value.categories.filter((category) => category.layout === name).map(({ label }) => label);
  return users.length === 0 ? t("badges.unused") : users.join(", ");
}

function NewLayout({ bench, onClose }: { readonly bench: Bench; readonly onClose: () => void }) {
  const { bundled } = bench.overview.value;
  const [name, setName] = useState("");
  const [from, setFrom] = useState(bundled[0]?.name ?? "");
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [nameId, fromId] = [useId(), useId()];
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy || name.trim() === "") return;
    setBusy(true);
    const answer = await bench.add(name.trim(), bundled.find((one) => one.name === from)?.toml ?? bench.text.peek());
    setBusy(false);
    if (answer.kind === "ok") onClose();
    else setTrouble(troubleOf(answer));
  };
  return (
    <Dialog title={t("badges.new")} onClose={onClose}>
      <form class="form" noValidate onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for={nameId}>{t("badges.new_name")}</label>
          <input id={nameId} maxLength={60} autoComplete="off" autoCapitalize="off" placeholder="press" value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </div>
        <div class="field">
          <label for={fromId}>{t("badges.begin_with")}</label>
          <select id={fromId} value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
            {bundled.map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
            <option value="">{t("badges.begin_with_this")}</option>
          </select>
        </div>
        <Trouble trouble={trouble} />
        <div class="dialog-choices">
          <button type="button" class="button" onClick={onClose}>{t("common.cancel")}</button>
          <button class="button is-primary" aria-disabled={isBusy || name.trim() === ""}>{t("badges.make")}</button>
        </div>
      </form>
    </Dialog>
  );
}

/** Begins anew with a layout that comes along, and takes this one away. */
export function BeginAnew({ bench }: { readonly bench: Bench }) {
  const [isAsked, setAsked] = useState(false);
  const { bundled, categories, layouts } = bench.overview.value;
  const name = bench.saved.value?.name ?? "";
  const isUsed = name === "default" || categories.some(({ layout }) => layout === name);
  const take = (chosen: string): void => {
    const layout = bundled.find((one) => one.name === chosen);
    if (layout !== undefined) bench.replace(layout.toml, t("badges.begun", { title: layout.title }));
  };
  return (
    <section class="badges-part" aria-labelledby="badges-begin">
      <h2 id="badges-begin">{t("badges.begin")}</h2>
      <div class="layout-bundled">
        {bundled.map((one) => <button key={one.name} type="button" class="button" onClick={() => take(one.name)}>{one.title}</button>)}
      </div>
      {!isUsed && layouts.length > 1 && <p><button type="button" class="button is-quiet" onClick={() => setAsked(true)}>{t("badges.remove", { name })}</button></p>}
      {isAsked && <Confirm title={t("badges.remove_title", { name })} text={t("badges.remove_text")} action={t("setup.remove")} act={() => bench.remove()} onClose={() => setAsked(false)} />}
    </section>
  );
}

export function Assignments({ bench }: { readonly bench: Bench }) {
  return (
    <section class="badges-part" aria-labelledby="badges-categories">
      <h2 id="badges-categories">{t("badges.categories")}</h2>
      <ul class="layout-assignments">
        {bench.overview.value.categories.map((category) => <li key={category.id}><Assignment bench={bench} category={category} /></li>)}
      </ul>
    </section>
  );
}

function Assignment({ bench, category }: { readonly bench: Bench; readonly category: Category }) {
  const id = useId();
  const { layouts } = bench.overview.value;
  return (
    <div class="field">
      <label for={id} dir="auto">{category.label}</label>
      <select id={id} value={category.layout} onChange={(event) => void bench.assign(category, event.currentTarget.value)}>
        {layouts.every(({ name }) => name !== category.layout) && <option value={category.layout}>{t("badges.gone", { name: category.layout })}</option>}
        {layouts.map(({ name }) => <option key={name} value={name}>{name}</option>)}
      </select>
    </div>
  );
}
