// What there is to read aloud on a page, line by line, as it stands before the eyes.
import type { KioskTexts } from "../catalogues";

/** Countdowns would drown everything else; what is inert or hidden is not there for anybody. */
const UNREAD = "[inert], [hidden], [aria-hidden='true'], [role='timer'], video, script, style";
const CONTROL = "button, a[href], input, select, textarea";

/** The lines below `root` in reading order; controls say what they are. */
export function linesOf(root: Element, texts: KioskTexts): string[] {
  if (root.matches(UNREAD)) return [];
  if (root.matches(CONTROL)) return [described(root, texts)];
  const label = root.getAttribute("aria-label");
  if (root.getAttribute("role") === "img") return label === null ? [] : [label];
  const parts = [...root.children];
  if (!parts.some(isBlock)) return [spoken(root.textContent)].filter((line) => line !== "");
  return parts.flatMap((part) => linesOf(part, texts));
}

/** What the control in focus says: its name, what it is, and how it is set. A password is not said. */
export function described(control: Element, texts: KioskTexts): string {
  const name = nameOf(control);
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
    return texts.t("spoken.field", { name, value: control.type === "password" ? "" : control.value });
  }
  const chosen = control.getAttribute("aria-pressed") ?? control.getAttribute("aria-checked") ?? control.getAttribute("aria-selected");
  if (chosen !== null) return texts.t(chosen === "true" ? "spoken.chosen" : "spoken.not_chosen", { name });
  return texts.t("spoken.button", { name });
}

/** By the label beside it, the one it carries, or the words on it. */
function nameOf(control: Element): string {
  const label = control.getAttribute("aria-label");
  if (label !== null) return label;
  const by = control.getAttribute("aria-labelledby");
  if (by !== null) return spoken(by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
  const labels = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement ? [...(control.labels ?? [])] : [];
  if (labels.length > 0) return spoken(labels.map((one) => one.textContent).join(" "));
  const unseen = [...control.querySelectorAll("[aria-hidden='true']")].map((part) => part.textContent);
  const words = unseen.reduce((text, part) => text.replace(part, ""), control.textContent);
  const picture = control.querySelector("[role='img'][aria-label]")?.getAttribute("aria-label") ?? "";
  return spoken(`${words} ${picture}`);
}

function isBlock(part: Element): boolean {
  return part.matches(CONTROL) || part.matches("[role='img']") || getComputedStyle(part).display !== "inline" || [...part.children].some(isBlock);
}

function spoken(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
