/** Whether kiosks ask "is this right?" before a badge prints, for how long, and what people may correct there. */
import { known, t } from "../texts";
import { setting } from "./document";
import { ChoiceField, SelectField, SetField } from "./fields";
import { fieldOf, type Setup } from "./setup";

const WAYS = ["at_once", "asks"] as const;
type Way = (typeof WAYS)[number];

const SECONDS = ["5", "8", "10", "15", "20", "30"]; // what the server takes is 5 to 30

export function BadgeCheckSection({ setup }: { readonly setup: Setup }) {
  const { settings, correctable_fields } = setup.document.value;
  const held = settings.badge_check;
  const thing = setting("badge_check");
  const way = fieldOf(setup, t("badge_check.way"), thing, held, {
    of: ({ value }): Way => (value.asks ? "asks" : "at_once"),
    change: ({ value }, chosen) => ({ value: { ...value, asks: chosen === "asks" } }),
  });
  const seconds = fieldOf(setup, t("badge_check.seconds"), thing, held, {
    of: ({ value }) => String(value.seconds),
    change: ({ value }, chosen) => ({ value: { ...value, seconds: Number(chosen) } }),
  });
  const fields = fieldOf<typeof held, readonly string[]>(setup, t("badge_check.fields"), thing, held, {
    of: ({ value }) => value.fields,
    change: ({ value }, chosen) => ({ value: { ...value, fields: chosen } }),
  });
  return (
    <>
      <ChoiceField setup={setup} field={way} options={WAYS} label={(one) => t(`badge_check.${one}`)} explain={(one) => t(`badge_check.${one}_what`)} />
      {held.value.asks && (
        <>
          <SelectField setup={setup} field={seconds} options={SECONDS} label={(one) => t("badge_check.so_long", { seconds: Number(one) })} />
          <SetField setup={setup} field={fields} options={correctable_fields} label={(id) => known(`desk.field.${id}`, "walk_in.field_other", { id })} hint={t("badge_check.fields_hint")} />
        </>
      )}
    </>
  );
}
