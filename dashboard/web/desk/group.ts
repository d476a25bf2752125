/** A group at the desk: who belongs together, who is ticked, what became of each. Pure. */
import { type Answer, type Api, type ApiError } from "@client/api";
import { type Person, type PickupPlace } from "@client/people";
import { type ScanAnswer } from "@client/scans";
import { type BadgeJob } from "@client/snapshots";

/** What a group is asked by: what one person shares with others, or words that find them. */
export type GroupQuestion =
  | { readonly kind: "shared"; readonly attendeeId: string; readonly shared: "order_code" | "company" }
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "named"; readonly groupId: string };

export interface Group {
  /** What they share, the words that found them, or the group's name. */
  readonly value: string;
  readonly people: readonly Companion[];
}

export interface Companion extends Person {
  readonly badge: BadgeJob | null;
  readonly pickup: PickupPlace | null;
}

export interface GroupResult {
  readonly attendee_id: string;
  readonly scan: ScanAnswer | null;
  readonly problem: ApiError | null;
}

/** The most that the server checks in at once. */
export const MOST = 100;

/** Asks who is in a group. */
export function ask(api: Pick<Api, "get" | "post">, question: GroupQuestion): Promise<Answer<Group>> {
  switch (question.kind) {
    case "words":
      return api.post<Group>("/groups/by-words", { q: question.text });
    case "shared":
      return api.post<Group>("/groups/of-attendee", { attendee_id: question.attendeeId, shared: question.shared });
    case "named":
      return api.get<Group>(`/groups/${encodeURIComponent(question.groupId)}`);
  }
}

/** Whom the desk most likely wants: everybody who is expected and is not in yet. */
export function tickedFirst(people: readonly Companion[]): ReadonlySet<string> {
  const wanted = people.filter(({ inside, is_cancelled, is_blocked }) => !inside && !is_cancelled && !is_blocked);
  return new Set(wanted.slice(0, MOST).map(({ id }) => id));
}

export function switched(ticked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ticked);
  if (!next.delete(id) && next.size < MOST) next.add(id);
  return next;
}

/** Those who are ticked, in the order shown: badges come out in it. */
export function members(people: readonly Companion[], ticked: ReadonlySet<string>, newId: () => string): readonly { readonly attendee_id: string; readonly scan_id: string }[] {
  return people.filter(({ id }) => ticked.has(id)).map(({ id }) => ({ attendee_id: id, scan_id: newId() }));
}

export function admittedOf(results: readonly GroupResult[]): number {
  return results.filter(({ scan }) => scan?.outcome === "admitted").length;
}
