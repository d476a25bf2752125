/** Whether people register themselves at kiosks, in which categories, and what these cost. */
import { t } from "../texts";
import { type Category } from "./document";
import { TextField, TickField } from "./fields";
import { fieldOf, type Setup } from "./setup";
import { formOf, formThing, openPrice, withOpenPrice } from "./walk-in";

export function AtKiosks({ setup }: { readonly setup: Setup }) {
  const { categories } = setup.document.value;
  const held = formOf(setup.document.value);
  const isOffered = fieldOf(setup, t("walk_in.at_kiosks"), formThing, held, {
    of: ({ value }) => value.is_at_kiosks ?? false,
    change: ({ value }, is_at_kiosks: boolean) => ({ value: { ...value, is_at_kiosks } }),
  });
  const currency = fieldOf(setup, t("walk_in.currency"), formThing, held, {
    of: ({ value }) => value.currency ?? "",
    change: ({ value }, typed: string) => ({ value: { ...value, currency: typed.trim().toUpperCase() } }),
  });
  return (
    <>
      <h3 class="set-title">{t("walk_in.at_kiosks_title")}</h3>
      <TickField setup={setup} field={isOffered} hint={t("walk_in.at_kiosks_hint")} />
      {held.value.is_at_kiosks === true && (
        <>
          <p class="field-hint">{t("walk_in.open_hint")}</p>
          <ul class="set-list">
            {categories.map((category) => <li key={category.id} class="set-card set-body"><OpenCategory setup={setup} category={category} /></li>)}
          </ul>
          <TextField setup={setup} field={currency} placeholder="EUR" hint={t("walk_in.currency_hint")} />
        </>
      )}
    </>
  );
}

function OpenCategory({ setup, category }: { readonly setup: Setup; readonly category: Category }) {
  const { categories } = setup.document.value;
  const held = formOf(setup.document.value);
  const order = categories.map(({ id }) => id);
  const isOpen = fieldOf(setup, t("walk_in.open", { category: category.label }), formThing, held, {
    of: ({ value }) => openPrice(value, category.id) !== null,
    change: ({ value }, opened: boolean) => ({ value: withOpenPrice(value, category.id, opened ? "" : null, order) }),
  });
  const price = fieldOf(setup, t("walk_in.price_of", { category: category.label }), formThing, held, {
    of: ({ value }) => openPrice(value, category.id) ?? "",
    change: ({ value }, typed: string) => ({ value: withOpenPrice(value, category.id, typed, order) }),
  });
  return (
    <>
      <TickField setup={setup} field={isOpen} />
      {openPrice(held.value, category.id) !== null && <TextField setup={setup} field={price} placeholder="12.50" hint={t("walk_in.price_hint")} />}
    </>
  );
}
