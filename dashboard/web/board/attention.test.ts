import { describe, expect, it } from "vitest";
import { attention, type Attention } from "./attention";
import { at, call, conflict, NOW, printer, room, session, station } from "./fixtures";

function brief(found: Attention[]): string[] {
  return found.map(({ kind, level }) => `${kind} ${level}`);
}

const late = { state: "in_progress", done: 2, total: 5, due_at: at(-3), signed_off: null } as const;

describe("what needs somebody", () => {
  it("is nothing on a good day", () => {
    expect(attention([room()], [station()], [printer()], NOW)).toEqual([]);
  });

  it("is a room that is due and not ready, since it was due", () => {
    const [found] = attention([room({ readiness: late, next: session(12) })], [], [], NOW);
    expect(found).toMatchObject({ kind: "late_room", level: "look", since: Date.parse(at(-3)) });
  });

  it("is worse when the session begins within five minutes", () => {
    expect(brief(attention([room({ readiness: late, next: session(5) })], [], [], NOW))).toEqual(["late_room stop"]);
  });

  it.each(["ready", "no_session"] as const)("is not a room that is %s", (state) => {
    expect(attention([room({ readiness: { ...late, state } })], [], [], NOW)).toEqual([]);
  });

  it("is not a room that is due at this very moment", () => {
    expect(attention([room({ readiness: { ...late, due_at: at(0) } })], [], [], NOW)).toEqual([]);
  });

  it("is a room with more people than it holds, never one without a capacity", () => {
    const rooms = [room({ inside: 101 }), room({ id: "r2", inside: 100 }), room({ id: "r3", inside: 900, capacity: null })];
    expect(attention(rooms, [], [], NOW).map((found) => found.key)).toEqual(["crowded r1"]);
  });

  it("is a venue with more people than it holds", () => {
    const venue = { id: "venue", name: "Congress", inside: 501, capacity: 500 };
    expect(attention([], [], [], NOW, [], [], venue)).toMatchObject([{ kind: "crowded_room", room: venue }]);
    expect(attention([], [], [], NOW, [], [], { ...venue, inside: 500 })).toEqual([]);
  });

  it("is a silent station, worse at the entrance", () => {
    const stations = [station({ id: "a", state: "silent", mode: "door" }), station({ id: "b", state: "silent" })];
    expect(brief(attention([], stations, [], NOW))).toEqual(["silent_station stop", "silent_station look"]);
  });

  it.each(["unpaired", "revoked"] as const)("is not a station that is %s", (state) => {
    expect(attention([], [station({ state })], [], NOW)).toEqual([]);
  });

  it("is a station whose clock is off in either direction", () => {
    const stations = [station({ skew_ms: -30_001 }), station({ id: "st2", skew_ms: 30_000 })];
    expect(brief(attention([], stations, [], NOW))).toEqual(["wrong_clock look"]);
  });

  it("is what stations did while cut off and nobody has looked into, all of it in one line", () => {
    const noted = { verdict: "noted", by: "Ann", at: at(-1) } as const;
    const open = [conflict({ at: at(-20) }), conflict({ scan_id: "s3", at: at(-40) }), conflict({ scan_id: "s4", resolved: noted })];
    expect(attention([], [], [], NOW, [], open)).toMatchObject([{ kind: "conflicts", level: "look", since: Date.parse(at(-40)), open: [{ scan_id: "s2" }, { scan_id: "s3" }] }]);
  });

  it("stays a matter where two people use one ticket, and none where it was the same person", () => {
    const found = (["same_person", "two_people"] as const).map((verdict) => conflict({ scan_id: verdict, resolved: { verdict, by: "Ann", at: at(-1) } }));
    expect(attention([], [], [], NOW, [], found)).toMatchObject([{ kind: "two_people", open: [{ scan_id: "two_people" }] }]);
  });

  it("is a station at which somebody may be trying names, also when it fell silent", () => {
    const stations = [station({ failed_proofs: 5 }), station({ id: "st2", failed_proofs: 6 }), station({ id: "st3", failed_proofs: 6, state: "silent" })];
    expect(brief(attention([], stations, [], NOW))).toEqual(["silent_station stop", "proofs_failed look", "proofs_failed look"]);
  });

  it("is a printer in fault, and one that is silent: worse when badges wait for it", () => {
    const printers = [
      printer({ id: "a", state: "silent" }),
      printer({ id: "b", state: "silent", waiting: 2 }),
      printer({ id: "c", state: "fault", since: at(-90) }),
    ];
    expect(brief(attention([], [], printers, NOW))).toEqual(["printer_fault stop", "printer_silent stop", "printer_silent look"]);
  });

  it("is a printer that says it is ready while badges wait for more than a minute", () => {
    const printers = [printer({ waiting: 4, oldest_at: at(-2) }), printer({ id: "p2", waiting: 1, oldest_at: at(-1) })];
    expect(brief(attention([], [], printers, NOW))).toEqual(["badges_waiting look"]);
  });

  it("is a paused printer at which badges wait, and not that they wait", () => {
    const printers = [printer({ is_paused: true, waiting: 1, oldest_at: at(-9) }), printer({ id: "p2", is_paused: true })];
    expect(brief(attention([], [], printers, NOW))).toEqual(["printer_paused look"]);
  });

  it("is a badge of which somebody must say whether it came out, beside the printer's own trouble", () => {
    const printers = [printer({ unknown: 1 }), printer({ id: "p2", failed: 2, state: "fault" })];
    expect(attention([], [], printers, NOW).map(({ key }) => key)).toEqual(["printer p2", "doubt p1", "doubt p2"]);
  });

  it("is a roll that runs out, not one of which nobody has said how long it is", () => {
    const printers = [printer({ labels_left: 20 }), printer({ id: "p2", labels_left: 21 }), printer({ id: "p3", labels_left: 0 })];
    expect(attention([], [], printers, NOW).map(({ key }) => key)).toEqual(["labels p1", "labels p3"]);
  });

  it("is a call for help, worse when nobody has come for two minutes", () => {
    const coming = { by: "Ilze", at: at(-3) };
    const calls = [call({ id: "a", called_at: at(-1) }), call({ id: "b", called_at: at(-2) }), call({ id: "c", called_at: at(-9), answered: coming })];
    expect(attention([], [], [], NOW, calls).map(({ key, level }) => `${key} ${level}`)).toEqual(["help b stop", "help c look", "help a look"]);
  });

  it("comes worst first, then longest first", () => {
    const rooms = [room({ id: "new", readiness: late, next: session(12) }), room({ id: "old", readiness: { ...late, due_at: at(-30) } })];
    const found = attention(rooms, [station({ state: "silent", last_seen: at(-1) })], [], NOW);
    expect(found.map(({ key }) => key)).toEqual(["silent st1", "late old", "late new"]);
  });
});
