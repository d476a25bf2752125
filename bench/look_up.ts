// What the bench runs on a kiosk's page: the page's own look-up of codes on the roster that it keeps, timed.
import { openDatabase } from "../kiosk/web/offline/database";
import { findCode } from "../kiosk/web/offline/roster";
import { keptHead } from "../kiosk/web/offline/roster_store";

/** How long each look-up took, in ms. Throws where a code is not on the roster. */
export async function timesOf(codes: readonly string[]): Promise<readonly number[]> {
  const database = await openDatabase();
  const head = database === null ? undefined : await keptHead(database);
  if (database === null || head === undefined) throw new Error("no roster is kept here");
  const times: number[] = [];
  for (const code of codes) {
    const began = performance.now();
    const { listed } = await findCode(database, head, code);
    times.push(performance.now() - began);
    if (listed === null) throw new Error("a ticket of the event is not on its roster");
  }
  database.close();
  return times;
}
