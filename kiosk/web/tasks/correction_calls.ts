// What a correction asks of the server, and what its answers mean.
import type { Answer } from "@client/api";
import type { Server } from "../server";
import type { CorrectionEffect, CorrectionEvent, CorrectionNews } from "./correction";

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
    case "draw": {
      const answer = await server.drawBadge(effect.scanId, effect.fields);
      return { kind: "drawn", badge: answer.kind === "ok" ? answer.value : null };
    }
    case "save": {
      const answer = await server.correctBadge(effect.scanId, effect.version, effect.fields);
      return answer.kind === "ok" ? { kind: "saved", ...answer.value } : notSaved(answer);
    }
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
