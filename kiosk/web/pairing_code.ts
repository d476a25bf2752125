// The pairing code in what a scanner reads and in the address that a device was opened with.

/** How many characters a pairing code has. */
export const CODE_LENGTH = 8;

/** Crockford's base 32: none that is mistaken for another. */
export const CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// A scanner set to another country's keyboard types something else for `#` and `=`.
const IN_ADDRESS = /pair.{0,2}([0-9a-hjkmnp-tv-z]{8})$/i;
const ALONE = /^[0-9a-hjkmnp-tv-z]{8}$/i;

/** The code in what was scanned: the dashboard's symbol, or the bare code. Null for anything else, such as a ticket. */
export function pairingCodeIn(scanned: string): string | null {
  const text = scanned.trim();
  const found = IN_ADDRESS.exec(text)?.[1] ?? (ALONE.test(text) ? text : null);
  return found?.toUpperCase() ?? null;
}

interface Address {
  readonly hash: string;
  readonly pathname: string;
  readonly search: string;
}

/** The code that this page's own address brings, once: it is taken out, so that a reload does not try it again. */
export function takePairingCode(address: Address, history: Pick<History, "replaceState">): string | null {
  const { hash, pathname, search } = address; // read before it is changed
  if (!hash.startsWith("#pair=")) return null;
  history.replaceState(null, "", pathname + search);
  return pairingCodeIn(hash);
}
