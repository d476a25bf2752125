// What tasks ask of the server, and the events that its answers are.
import type { Server } from "../server";
import { newsOfCall } from "./help_call";
import type { TaskEffect, TaskEvent } from "./index";
import { cameOf } from "./no_ticket";

/** Carries an effect out; answers with what came of it, or null where nothing is to be told. */
export async function carryOut(effect: TaskEffect, server: Server): Promise<TaskEvent | null> {
  switch (effect.task) {
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
  }
}
