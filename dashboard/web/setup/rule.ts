/** The four entry rules that there are names for, and how near to one of them a place's own rule is. Pure. */
import { type Policy, type PresetName, PRESETS } from "./document";

/** What the four rules are about. Who may come, when, and who may override belong to the place, whatever its rule. */
export const RULE_KEYS = ["entries", "times", "accepts", "booking_needed", "count_is_exact", "capacity_is_hard", "waits_for_readiness"] as const;

export type Rule = Pick<Policy, (typeof RULE_KEYS)[number]>;
export type RuleKey = (typeof RULE_KEYS)[number];

export function ruleOf(policy: Policy): Rule {
  return Object.fromEntries(RULE_KEYS.map((key) => [key, policy[key]])) as unknown as Rule;
}

export interface Nearest {
  readonly preset: PresetName;
  /** In what the place's rule is another; nothing when it is this preset. */
  readonly differs: readonly RuleKey[];
}

/** The preset with the fewest differences; of several the first. */
export function nearestPreset(rule: Rule, presets: Readonly<Record<PresetName, Rule>>): Nearest {
  const all = PRESETS.map((preset) => ({ preset, differs: differences(rule, presets[preset]) }));
  return all.reduce((best, next) => (next.differs.length < best.differs.length ? next : best));
}

function differences(one: Rule, other: Rule): RuleKey[] {
  return RULE_KEYS.filter((key) => {
    if (key === "times" && one.entries !== "times") return false; // it is not asked then
    return one[key] !== other[key];
  });
}
