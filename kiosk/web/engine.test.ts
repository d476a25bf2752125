import { expect, test } from "vitest";
import { createEngine } from "./engine";
import { begin, type Effect } from "./model";
import { TIMES } from "./stays";

/** An engine whose clock stands at `now.at` and whose alarms ring by hand. */
function atNoon() {
  const now = { at: 0 };
  const ran: Effect[] = [];
  const alarms: { ms: number; ring: () => void; isCancelled: boolean }[] = [];
  const engine = createEngine(begin("en"), {
    run: (effect) => ran.push(effect),
    now: () => now.at,
    after: (ms, ring) => {
      const alarm = { ms, ring, isCancelled: false };
      alarms.push(alarm);
      return () => {
        alarm.isCancelled = true;
      };
    },
  });
  engine.dispatch({ kind: "station_known", languages: ["en"], isOutOfOrder: false, mode: "entrance", offers: [], printer: "p1" });
  return { engine, now, ran, alarms };
}

test("hands effects on, after the model has changed", () => {
  const { engine, ran } = atNoon();
  engine.dispatch({ kind: "code_read", code: "T1", scanId: "s", at: 0 });
  expect(ran).toEqual([{ kind: "send", scanId: "s", code: "T1", direction: "in" }]);
  expect(engine.model.value.screen.kind).toBe("sending");
});

test("wakes the machine at its deadline", () => {
  const { engine, now, alarms } = atNoon();
  now.at = 400;
  engine.dispatch({ kind: "code_read", code: "T1", scanId: "s", at: 0 });
  expect(alarms.map((alarm) => alarm.ms)).toEqual([TIMES.patience - 400]);
  now.at = TIMES.patience;
  alarms[0]?.ring();
  expect(engine.model.value.screen.kind).toBe("unreachable");
});

test("an event puts the alarm of the screen before it off", () => {
  const { engine, alarms } = atNoon();
  engine.dispatch({ kind: "code_read", code: "T1", scanId: "s", at: 0 });
  engine.dispatch({ kind: "declined", scanId: "s", at: 0 });
  expect(alarms.map((alarm) => alarm.isCancelled)).toEqual([true, false]);
});
