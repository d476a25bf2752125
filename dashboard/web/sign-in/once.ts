/** The one-time sign-in link: `/sign-in#once=TOKEN`. The token is in the fragment, which no browser sends and no log sees. */

/** The token, if the address carries one. Cleared from address and history at once: a shared screen shows the address. */
export function takeOnceToken(
  location: Pick<Location, "hash" | "pathname" | "search">,
  history: Pick<History, "replaceState">,
): string | null {
  const token = new URLSearchParams(location.hash.replace(/^#/, "")).get("once");
  if (token !== null) history.replaceState(null, "", location.pathname + location.search);
  return token || null;
}
