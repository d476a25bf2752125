/** What was typed and is not saved yet, in the browser: it outlives a reload, a crash and an empty battery. */
import { type LayoutText } from "./layouts";

export interface Kept {
  read(layout: string): LayoutText | null;
  /** On which version it was typed. */
  write(layout: string, text: LayoutText): void;
  forget(layout: string): void;
}

/** `event` keeps the layouts of two events apart that are served, one after the other, at one address. */
export function createKept(storage: Storage, event: string): Kept {
  const key = (layout: string): string => `turnout.layout.${event}.${layout}`;
  return {
    read: (layout) => parsed(storage.getItem(key(layout))),
    write: (layout, text) => {
      try {
        storage.setItem(key(layout), JSON.stringify(text));
      } catch {
        // A full or forbidden storage loses a reload's text, and must not stop the typing.
      }
    },
    forget: (layout) => storage.removeItem(key(layout)),
  };
}

function parsed(held: string | null): LayoutText | null {
  if (held === null) return null;
  try {
    const value = JSON.parse(held) as Partial<LayoutText> | null;
    return typeof value?.toml === "string" && typeof value.version === "number" ? { toml: value.toml, version: value.version } : null;
  } catch {
    return null;
  }
}
