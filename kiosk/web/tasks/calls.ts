// What tasks ask of the server, and the events that its answers are.
import type { Server } from "../server";
import { callForCorrection } from "./correction_calls";
import { newsOfCall } from "./help_call";
import type { TaskEffect, TaskEvent } from "./index";
import { cameOf } from "./no_ticket";
import { troubleOf, type WalkInEffect, type WalkInNews } from "./walk_in";

/** Carries an effect out; answers with what came of it, or null where nothing is to be told. */
export async function carryOut(effect: TaskEffect, server: Server): Promise<TaskEvent | null> {
  switch (effect.task) {
    case "correction":
      return callForCorrection(effect, server);
    case "help": {
      const answer = await server.callHelp();
      if (answer.kind !== "ok") return { task: "help", kind: "not_called" };
      // A call that was open already may have been answered.
      return newsOfCall(null, answer.value.help) ?? { task: "help", kind: "called" };
    }
    case "no_ticket": {
      const answer = await server.checkIn(effect.claim);
      return { task: "no_ticket", ...cameOf(answer) };
    }
    case "staff": {
      const news = await server.staff.carryOut(effect);
      return news === null ? null : { task: "staff", ...news };
    }
    case "walk_in":
      return { task: "walk_in", ...(await newsOfWalkIn(effect, server)) };
  }
}

async function newsOfWalkIn(effect: WalkInEffect, server: Server): Promise<WalkInNews> {
  if (effect.kind === "load") {
    const answer = await server.walkInForm();
    return answer.kind === "ok" ? { kind: "form_came", form: answer.value } : { kind: "failed", why: troubleOf(answer) };
  }
  const answer = await server.register(effect.wanted);
  return answer.kind === "ok" ? { kind: "made", made: answer.value } : { kind: "failed", why: troubleOf(answer) };
}
