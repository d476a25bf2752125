/** What the desk must know of a person first. Pure. */
import { type Person } from "@client/people";

export type StandingName = "inside" | "outside" | "expected" | "cancelled" | "blocked" | "unpaid";

/** What the desk must know of somebody first, the most pressing first. */
export function standing(person: Person): readonly StandingName[] {
  const barred: StandingName[] = [];
  if (person.is_cancelled) barred.push("cancelled");
  if (person.is_blocked) barred.push("blocked");
  if (!person.is_paid) barred.push("unpaid");
  if (person.inside) return [...barred, "inside"];
  if (person.is_cancelled) return barred;
  return [...barred, person.arrived_at === null ? "expected" : "outside"];
}
