/** Who is signed in, and where a person belongs after signing in. */
import { type Api } from "@client/api";

export type RoleName = "coordinator" | "supervisor" | "desk" | "staff" | "viewer";

export interface Me {
  readonly account: { readonly id: string; readonly name: string; readonly role: RoleName };
  /** Ids of the rooms that I look after. */
  readonly rooms: readonly string[];
  readonly csrf: string;
  readonly event: { readonly name: string; readonly opened: boolean; readonly time_zone: string; readonly accent: string };
  readonly server_time: string;
}

const RETRY_MS = 3_000;
const HOMES: Readonly<Partial<Record<RoleName, string>>> = { staff: "/rooms", desk: "/desk" };

/** Asks until the server answers. Somebody who is not signed in is sent to sign in, and back here afterwards. */
export async function whoAmI(api: Api, onUnreachable: () => void): Promise<Me> {
  for (;;) {
    const answer = await api.get<Me>("/me");
    if (answer.kind === "ok") return answer.value;
    if (answer.kind === "refused") {
      goToSignIn();
      return await new Promise<never>(() => undefined); // the page is going away
    }
    onUnreachable();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

export function goToSignIn(): void {
  const here = location.pathname + location.hash;
  location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** Goes to the sign-in page once the server has forgotten this browser; stays when it could not be reached. */
export async function signOut(api: Api): Promise<void> {
  const answer = await api.post("/sign-out");
  if (answer.kind !== "unreachable") location.assign("/sign-in");
}

/** May pair and revoke stations. */
export function mayPair(role: RoleName): boolean {
  return role === "coordinator" || role === "supervisor";
}

/** May work at the desk. */
export function mayDesk(role: RoleName): boolean {
  return role === "coordinator" || role === "supervisor" || role === "desk";
}

/** May end the rehearsal. */
export function mayOpen(role: RoleName): boolean {
  return role === "coordinator";
}

/**
 * Where to go after signing in: `next` from the address when it is a path of this origin, else the role's own page.
 *
 * `//elsewhere.example` and `/\elsewhere.example` look like paths and are other sites: a link could send somebody who
 * has just typed a password to a copy of this page.
 */
export function destination(search: string, origin: string, role: RoleName): string {
  const home = HOMES[role] ?? "/dashboard";
  const next = new URLSearchParams(search).get("next");
  if (next === null || !next.startsWith("/") || !URL.canParse(next, origin)) return home;
  const url = new URL(next, origin);
  if (url.origin !== origin || url.pathname === "/sign-in") return home;
  return url.pathname + url.search + url.hash;
}
