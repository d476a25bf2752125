// What a correction asks of the server, and what its answers mean.
import type { Answer } from "@client/api";
import type { Server } from "../server";
import type { CorrectionEffect, CorrectionEvent, CorrectionNews, DrawnBadge, Words } from "./correction";

type Refusal = Exclude<Answer<unknown>, { kind: "ok" }>;

/** The badge waits no longer, or no more for corrections. */
const TOO_LATE: ReadonlySet<string> = new Set(["badge_not_held", "corrected_too_often", "no_badge"]);

export async function callForCorrection(effect: CorrectionEffect, server: Server): Promise<CorrectionEvent> {
  return { task: "correction", ...(await newsOf(effect, server)) };
}

async function newsOf(effect: CorrectionEffect, server: Server): Promise<CorrectionNews> {
  switch (effect.kind) {
    case "open": {
      const answer = await server.holdBadge(effect.scanId);
      if (answer.kind === "ok") return { kind: "opened", ...answer.value };
      return isTooLate(answer) ? { kind: "too_late" } : { kind: "not_opened" };
    }
    case "draw":
      return { kind: "drawn", badge: await drawn(effect.scanId, effect.fields, server) };
    case "save": {
      const answer = await server.correctBadge(effect.scanId, effect.version, effect.fields);
      return answer.kind === "ok" ? { kind: "saved", ...answer.value } : notSaved(answer);
    }
  }
}

const TRIES = 4;
const PAUSE_MS = 1_500;

/** A machine that is busy draws a little later; words that cannot be drawn are not drawn by asking again. */
async function drawn(scanId: string, fields: Words, server: Server): Promise<DrawnBadge | null> {
  for (let tries = 1; ; tries += 1) {
    const answer = await server.drawBadge(scanId, fields);
    if (answer.kind === "ok") return answer.value;
    const isBusy = answer.kind === "unreachable" || answer.error.code === "busy";
    if (!isBusy || tries === TRIES) return null;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

function notSaved(answer: Refusal): CorrectionNews {
  if (isTooLate(answer)) return { kind: "too_late" };
  if (answer.kind === "unreachable") return { kind: "not_saved", why: "unreachable" };
  return { kind: "not_saved", why: answer.error.code === "changed_meanwhile" ? "changed" : "refused" };
}

function isTooLate(answer: Refusal): boolean {
  return answer.kind === "refused" && TOO_LATE.has(answer.error.code);
}
