/** When people are to be erased. */
import { t } from "../texts";
import { setting } from "./document";
import { TextField } from "./fields";
import { fieldOf, type Setup } from "./setup";

export function ErasingSection({ setup }: { readonly setup: Setup }) {
  const field = fieldOf(setup, t("setup.purge_on"), setting("purge_on"), setup.document.value.settings.purge_on, {
    of: ({ value }) => value ?? "",
    change: (_, day: string) => ({ value: day === "" ? null : day }),
  });
  return <TextField setup={setup} field={field} hint={t("setup.purge_on_hint")} type="date" />;
}
