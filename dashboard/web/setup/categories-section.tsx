/** Kinds of attendees: what stands on their badge, and who only passes through. */
import { t } from "../texts";
import { AddByName, Remove } from "./adding";
import { type Category, categoryThing } from "./document";
import { SelectField, TextField, TickField } from "./fields";
import { fieldOf, type Setup } from "./setup";

export function CategoriesSection({ setup }: { readonly setup: Setup }) {
  const { categories } = setup.document.value;
  return (
    <>
      <p class="field-hint">{t("setup.passing_hint")}</p>
      <ul class="set-list">
        {categories.map((category) => <li key={category.id} class="set-card set-body"><CategoryCard setup={setup} category={category} /></li>)}
      </ul>
      <AddByName label={t("setup.add_category")} placeholder={t("setup.category_example")} onAdd={(label) => setup.add("categories", { label })} />
    </>
  );
}

function CategoryCard({ setup, category }: { readonly setup: Setup; readonly category: Category }) {
  const thing = categoryThing(category.id);
  return (
    <>
      <div class="field-row">
        <TextField setup={setup} field={fieldOf(setup, t("setup.category"), thing, category, { of: ({ label }) => label, change: (_, label) => ({ label }) })} />
        <SelectField
          setup={setup}
          field={fieldOf(setup, t("setup.layout"), thing, category, { of: ({ layout }) => layout, change: (_, layout) => ({ layout }) })}
          options={setup.document.value.layouts}
          label={String}
        />
      </div>
      <TextField
        setup={setup}
        field={fieldOf(setup, t("setup.gets"), thing, category, { of: ({ gets }) => gets.join(", "), change: (_, text: string) => ({ gets: thingsIn(text) }) })}
        hint={t("setup.gets_hint")}
        placeholder={t("setup.gets_example")}
      />
      <div class="set-actions">
        <TickField setup={setup} field={fieldOf(setup, t("setup.passing"), thing, category, { of: ({ is_passing }) => is_passing, change: (_, is_passing) => ({ is_passing }) })} />
        <span class="soft">{t("setup.people", { people: category.people })}</span>
        {category.people === 0 && <Remove setup={setup} list="categories" id={category.id} name={category.label} />}
      </div>
    </>
  );
}

/** With commas between them, as people write lists. */
function thingsIn(text: string): readonly string[] {
  return text.split(",").map((thing) => thing.trim()).filter((thing) => thing !== "");
}
