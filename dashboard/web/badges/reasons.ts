/** Why somebody's badge is shown, in words. */
import { known, t } from "../texts";

const SCRIPT = "in ";

export function reasonsOf(why: readonly string[]): string {
  const words = why.map((reason) =>
    reason.startsWith(SCRIPT) ? t("badges.why.script", { script: scriptName(reason.slice(SCRIPT.length)) }) : known(`badges.why.${reason.replaceAll(" ", "_")}`, "badges.why.longest"),
  );
  const sentence = words.join(", ");
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}

/** Unicode writes its scripts in capitals; CJK stays an abbreviation. */
function scriptName(script: string): string {
  return script === "CJK" ? t("badges.why.chinese") : script.slice(0, 1) + script.slice(1).toLowerCase();
}
