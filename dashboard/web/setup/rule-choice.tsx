/** The entry rule of a place: one of four, by what it is for; a changed one says what is another. */
import { known, t } from "../texts";
import { type Place, placeThing, PRESETS } from "./document";
import { GroupBox } from "./fields";
import { nearestPreset, ruleOf, type Rule } from "./rule";
import { fieldOf, type Setup } from "./setup";
import { useField } from "./use-field";

/** "Congress", or "Congress, changed: which code". */
export function ruleText(setup: Setup, place: Place): string {
  return textOf(setup, ruleOf(place.policy));
}

function textOf(setup: Setup, rule: Rule): string {
  const { preset, differs } = nearestPreset(rule, setup.document.value.presets);
  const name = t(`rule.${preset}`);
  return differs.length === 0 ? name : t("rule.changed", { name, what: differs.map((key) => known(`rule.key.${key}`, "rule.key.other")).join(", ") });
}

export function RuleChoice({ setup, place }: { readonly setup: Setup; readonly place: Place }) {
  const { presets } = setup.document.value;
  const field = fieldOf(setup, t("rule.title"), placeThing(place.id), place, {
    of: (one) => ruleOf(one.policy),
    change: (_, rule: Rule) => ({ policy: rule }),
  });
  const draft = useField(setup, field);
  const { preset, differs } = nearestPreset(draft.typed, presets);
  return (
    <GroupBox draft={draft} label={field.name} show={(rule) => textOf(setup, rule)}>
      <div class="choices is-cards">
        {PRESETS.map((option) => (
          <label key={option} class="choice">
            <input type="radio" name={draft.id} checked={option === preset && differs.length === 0} onChange={() => draft.choose(ruleOf(presets[option]))} />
            <span>
              <span class="choice-name">{t(`rule.${option}`)}</span>
              <span class="choice-why">{t(`rule.${option}.why`)}</span>
            </span>
          </label>
        ))}
      </div>
      {differs.length > 0 && <p class="soft">{textOf(setup, draft.typed)}</p>}
    </GroupBox>
  );
}
