// Which requests the page's own copy answers. Everything else goes to the server as if there were no copy.

export const PAGE = "/kiosk";

export interface Asked {
  readonly method: string;
  /** `navigate` for a page that is opened or loaded again. */
  readonly mode: string;
  readonly url: string;
}

/** The path under which the answer is kept, or null for what is the server's to answer. `files` are the paths kept. */
export function storedPath({ method, mode, url }: Asked, origin: string, files: ReadonlySet<string>): string | null {
  const asked = new URL(url);
  if (method !== "GET" || asked.origin !== origin) return null;
  if (mode === "navigate") return asked.pathname === PAGE ? PAGE : null;
  return files.has(asked.pathname) ? asked.pathname : null;
}
