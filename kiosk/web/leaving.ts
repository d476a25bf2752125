// A station that was revoked leaves this device: everything it kept, its cookie, and then the page itself, anew.
import { wipe } from "./offline/wipe";
import type { Server } from "./server";

const AGAIN_MS = 3_000;

/** Wipes before the cookie is given back: whatever happens in between, the next page is told again that it was revoked. */
export async function leaveForGood(server: Pick<Server, "leave">, reload: () => void): Promise<void> {
  try {
    await wipe();
  } catch (trouble) {
    console.error("something of a revoked station is still on this device", trouble);
    setTimeout(reload, AGAIN_MS);
    return;
  }
  const answer = await server.leave();
  setTimeout(reload, answer.kind === "ok" ? 0 : AGAIN_MS);
}
