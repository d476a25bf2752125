/** Which part of the page is shown: kept in the address's fragment, so that the phone's back button works. Pure. */

export type Route =
  | { readonly kind: "mine" }
  | { readonly kind: "choose" }
  | { readonly kind: "room"; readonly id: string }
  | { readonly kind: "door"; readonly id: string };

export function parseRoute(fragment: string): Route {
  const wanted = new URLSearchParams(fragment.replace(/^#/, ""));
  const room = wanted.get("room");
  const door = wanted.get("door");
  if (room) return { kind: "room", id: room };
  if (door) return { kind: "door", id: door };
  return wanted.has("choose") ? { kind: "choose" } : { kind: "mine" };
}

export function roomHref(id: string): string {
  return `#room=${encodeURIComponent(id)}`;
}

export function doorHref(id: string): string {
  return `#door=${encodeURIComponent(id)}`;
}
