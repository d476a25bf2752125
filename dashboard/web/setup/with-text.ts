/** One text among several: by language, or by option of a printer. Pure. */
import { type Texts } from "./document";

/** An empty text is none: it leaves its key out. */
export function withText(texts: Texts, key: string, text: string): Texts {
  const others = Object.fromEntries(Object.entries(texts).filter(([other]) => other !== key));
  return text.trim() === "" ? others : { ...others, [key]: text };
}
