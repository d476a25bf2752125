import type { BadgeJob } from "@client/snapshots";
import type { ScanAnswer } from "@client/scans";
import { describe, expect, test } from "vitest";
import { spokenLanguage, step } from "./machine";
import { begin, type Event, type Model, type Screen } from "./model";
import { deadline, isUnlimited, TIMES } from "./stays";
import { admitted, badge, refused } from "@client/scans.fixture";
import { NO_ACCESS, type AccessEvent, type Mode } from "./access/modes";
import type { StaffNews } from "./tasks/staff";

const KNOWN: Event = { kind: "station_known", languages: ["en", "pl", "lv"], isOutOfOrder: false, mode: "entrance", offers: ["no_ticket"], printer: "p1" };
const CLOSED: Event = { ...KNOWN, isOutOfOrder: true };
const READ: Event = { kind: "code_read", code: "T1", scanId: "scan-1", at: 1_000 };
const IN_ACCESS = (event: AccessEvent, at: number): Event => ({ kind: "in_access", event, at });
const SWITCH = (mode: Mode, at: number): Event => IN_ACCESS({ kind: "switched", mode }, at);
const TICK = (at: number): Event => ({ kind: "ticked", at });
const ANSWER = (answer: ScanAnswer, at = 1_200): Event => ({ kind: "answered", answer, at });

function after(...events: Event[]): Model {
  return events.reduce((model, event) => step(model, event).model, begin("en"));
}

function screenAfter(...events: Event[]): Screen {
  return after(...events).screen;
}

function job(state: BadgeJob["state"], changes: Partial<BadgeJob> = {}): BadgeJob {
  return { id: "job-1", scan_id: "scan-1", state, printer: { id: "p1", name: "A" }, changed_at: "", reason: null, ...changes };
}

const JOBS = (state: BadgeJob["state"], at: number): Event => ({ kind: "jobs_changed", jobs: [job(state)], at });

describe("becoming a station", () => {
  test("begins by asking who it is", () => {
    expect(begin("pl")).toMatchObject({ screen: { kind: "connecting" }, languages: ["pl"], language: "pl" });
  });

  test("shows the start in the station's own language once it is known", () => {
    const model = step(begin("pl"), { ...KNOWN, languages: ["lv", "en"] }).model;
    expect([model.screen, model.language]).toEqual([{ kind: "start" }, "lv"]);
  });

  test("asks for a pairing code when the server does not know it", () => {
    expect(screenAfter({ kind: "not_paired" })).toEqual({ kind: "pairing", problem: null, isAsking: false });
  });

  test("sends a pairing code once", () => {
    const first = step(after({ kind: "not_paired" }), { kind: "pairing_code_entered", code: "ABCD1234" });
    expect(first).toEqual({
      model: { ...begin("en"), screen: { kind: "pairing", problem: null, isAsking: true } },
      effects: [{ kind: "pair", code: "ABCD1234" }],
    });
    expect(step(first.model, { kind: "pairing_code_entered", code: "ABCD1234" }).effects).toEqual([]);
  });

  test("says why a pairing code did not work and takes another", () => {
    const model = after({ kind: "not_paired" }, { kind: "pairing_code_entered", code: "X" }, { kind: "pairing_refused", problem: "code_unknown" });
    expect(model.screen).toEqual({ kind: "pairing", problem: "code_unknown", isAsking: false });
    expect(step(model, { kind: "pairing_code_entered", code: "Y" }).effects).toEqual([{ kind: "pair", code: "Y" }]);
  });

  test("a second word that it is not paired keeps what the first try said", () => {
    const refusedPair: Event[] = [{ kind: "not_paired" }, { kind: "pairing_refused", problem: "too_many_tries" }, { kind: "not_paired" }];
    expect(screenAfter(...refusedPair)).toEqual({ kind: "pairing", problem: "too_many_tries", isAsking: false });
  });

  test("pairing ends at the start", () => {
    expect(screenAfter({ kind: "not_paired" }, { kind: "pairing_code_entered", code: "X" }, KNOWN)).toEqual({ kind: "start" });
  });

  test("ignores a pairing code outside of pairing", () => {
    expect(step(after(KNOWN), { kind: "pairing_code_entered", code: "X" })).toEqual({ model: after(KNOWN), effects: [] });
  });

  test("a revoked station asks for a code whatever it showed", () => {
    expect(screenAfter(KNOWN, READ, ANSWER(admitted()), { kind: "not_paired" }).kind).toBe("pairing");
  });
});

describe("scanning", () => {
  test("a code is sent under the id it was given", () => {
    const { model, effects } = step(after(KNOWN), READ);
    expect(model.screen).toEqual({ kind: "sending", scanId: "scan-1", since: 1_000 });
    expect(effects).toEqual([{ kind: "send", scanId: "scan-1", code: "T1", direction: "in" }]);
  });

  test.each([
    ["connecting", begin("en")],
    ["pairing", after({ kind: "not_paired" })],
    ["out of order", after(CLOSED)],
  ])("a code is not taken while %s", (_, model) => {
    expect(step(model, READ)).toEqual({ model, effects: [] });
  });

  test.each<[string, Event[]]>([
    ["sending", [READ]],
    ["unreachable", [READ, { kind: "not_reached", scanId: "scan-1", at: 2_000 }]],
    ["admitted", [READ, ANSWER(admitted())]],
    ["refused", [READ, ANSWER(refused("full"))]],
    ["not taken", [READ, { kind: "declined", scanId: "scan-1", at: 2_000 }]],
  ])("a new code replaces the screen while %s", (_, events) => {
    const next = step(after(KNOWN, ...events), { ...READ, scanId: "scan-2", code: "T2", at: 5_000 });
    expect(next.model.screen).toEqual({ kind: "sending", scanId: "scan-2", since: 5_000 });
    expect(next.effects).toEqual([{ kind: "send", scanId: "scan-2", code: "T2", direction: "in" }]);
  });

  test("an answer to an earlier scan is not shown to the next attendee", () => {
    const model = after(KNOWN, READ, { ...READ, scanId: "scan-2", at: 1_100 });
    expect(step(model, ANSWER(admitted({ scan_id: "scan-1" })))).toEqual({ model, effects: [] });
    expect(step(model, { kind: "declined", scanId: "scan-1", at: 1_200 })).toEqual({ model, effects: [] });
  });

  test("an answer that comes after the start screen is back shows nothing", () => {
    const model = after(KNOWN);
    expect(step(model, ANSWER(admitted()))).toEqual({ model, effects: [] });
  });
});

describe("an answer", () => {
  test("an admission without a badge stays six seconds, with two tones", () => {
    const { model, effects } = step(after(KNOWN, READ), ANSWER(admitted()));
    expect(model.screen).toEqual({ kind: "admitted", answer: admitted(), badge: null, until: 1_200 + TIMES.admitted });
    expect(effects).toEqual([{ kind: "sound", name: "welcome" }]);
  });

  test("a refusal stays twelve seconds, with one low tone", () => {
    const { model, effects } = step(after(KNOWN, READ), ANSWER(refused("already_in")));
    expect(model.screen).toEqual({ kind: "refused", answer: refused("already_in"), until: 1_200 + TIMES.refused });
    expect(effects).toEqual([{ kind: "sound", name: "see_desk" }]);
  });

  test("a request that the server does not take sends to the desk", () => {
    const { model, effects } = step(after(KNOWN, READ), { kind: "declined", scanId: "scan-1", at: 1_200 });
    expect(model.screen).toEqual({ kind: "not_taken", scanId: "scan-1", until: 1_200 + TIMES.refused });
    expect(effects).toEqual([{ kind: "sound", name: "see_desk" }]);
  });

  test("an answer still comes through while the page says it cannot reach the server", () => {
    const screen = screenAfter(KNOWN, READ, { kind: "not_reached", scanId: "scan-1", at: 2_000 }, ANSWER(admitted(), 9_000));
    expect(screen.kind).toBe("admitted");
  });

  test.each<[string, ScanAnswer]>([
    ["admitted", admitted()],
    ["refused", refused("full")],
  ])("%s goes back to the start at its time and not before", (_, answer) => {
    const model = after(KNOWN, READ, ANSWER(answer));
    const due = deadline(model) as number;
    expect(step(model, TICK(due - 1)).model).toEqual(model);
    expect(step(model, TICK(due)).model.screen).toEqual({ kind: "start" });
  });

  test("a result can be put away by hand", () => {
    expect(screenAfter(KNOWN, READ, ANSWER(refused("full")), { kind: "dismissed" })).toEqual({ kind: "start" });
  });

  test("stays its whole time again for whoever asks for more", () => {
    const more: Event = { kind: "more_time", at: 9_000 };
    expect(deadline(after(KNOWN, READ, ANSWER(refused("full")), more))).toBe(9_000 + TIMES.refused);
    expect(deadline(after(KNOWN, READ, { kind: "not_reached", scanId: "scan-1", at: 1_200 }, more))).toBe(9_000 + TIMES.unreachable);
    expect(after(KNOWN, more)).toEqual(after(KNOWN));
    expect(screenAfter(KNOWN, READ, { kind: "dismissed" }).kind).toBe("sending");
  });
});

describe("the server out of reach", () => {
  test("says so when a try fails", () => {
    const screen = screenAfter(KNOWN, READ, { kind: "not_reached", scanId: "scan-1", at: 1_500 });
    expect(screen).toEqual({ kind: "unreachable", scanId: "scan-1", since: 1_500 });
  });

  test("says so when no answer comes in time", () => {
    const sending = after(KNOWN, READ);
    expect(deadline(sending)).toBe(1_000 + TIMES.patience);
    expect(step(sending, TICK(3_500)).model.screen).toEqual({ kind: "unreachable", scanId: "scan-1", since: 3_500 });
  });

  test("further failures do not prolong the screen", () => {
    const failed: Event = { kind: "not_reached", scanId: "scan-1", at: 1_500 };
    expect(screenAfter(KNOWN, READ, failed, { ...failed, at: 9_000 })).toEqual({ kind: "unreachable", scanId: "scan-1", since: 1_500 });
  });

  test("a failure of an earlier scan leaves the later one alone", () => {
    expect(screenAfter(KNOWN, READ, { kind: "not_reached", scanId: "scan-0", at: 1_500 }).kind).toBe("sending");
  });

  test("gives up the screen, not the scan, after half a minute", () => {
    const model = after(KNOWN, READ, { kind: "not_reached", scanId: "scan-1", at: 1_500 });
    expect(deadline(model)).toBe(1_500 + TIMES.unreachable);
    expect(step(model, TICK(31_500))).toEqual({ model: { ...model, screen: { kind: "start" } }, effects: [] });
  });
});

describe("the badge", () => {
  const waiting = after(KNOWN, READ, ANSWER(admitted({ badge: badge("queued") })));

  test("an unsettled badge keeps the screen for half a minute at most", () => {
    expect(deadline(waiting)).toBe(1_200 + TIMES.badge);
  });

  test("follows its job from the queue to the hand", () => {
    const printing = step(waiting, JOBS("printing", 2_000)).model;
    expect(printing.screen).toMatchObject({ kind: "admitted", badge: badge("printing"), until: 2_000 + TIMES.badge });
    const printed = step(printing, JOBS("printed", 4_000)).model;
    expect(printed.screen).toMatchObject({ badge: badge("printed"), until: 4_000 + TIMES.admitted });
  });

  test.each(["failed", "unknown", "voided"] as const)("%s sends to the desk, with time to read it", (state) => {
    expect(step(waiting, JOBS(state, 2_000)).model.screen).toMatchObject({ badge: badge(state), until: 2_000 + TIMES.desk });
  });

  test("one that moves to another printer is announced there, with time to read it", () => {
    const elsewhere = { id: "p2", name: "Desk B" };
    const moved = step(waiting, { kind: "jobs_changed", jobs: [{ ...job("queued"), printer: elsewhere }], at: 9_000 }).model;
    expect(moved.screen).toMatchObject({ badge: badge("queued", elsewhere), until: 9_000 + TIMES.desk });
  });

  test("a queued badge without a printer is the desk's at once", () => {
    expect(deadline(after(KNOWN, READ, ANSWER(admitted({ badge: badge("queued", null) }))))).toBe(1_200 + TIMES.desk);
  });

  test("other people's jobs do not prolong the screen", () => {
    const printed = step(waiting, JOBS("printed", 4_000)).model;
    const others = [job("printed"), job("queued", { id: "job-2", scan_id: "scan-2" })];
    expect(deadline(step(printed, { kind: "jobs_changed", jobs: others, at: 8_000 }).model)).toBe(4_000 + TIMES.admitted);
  });

  test("a push that overtook the answer is not lost", () => {
    const model = after(KNOWN, READ, JOBS("printed", 1_100), ANSWER(admitted({ badge: badge("queued") })));
    expect(model.screen).toMatchObject({ badge: badge("printed"), until: 1_200 + TIMES.admitted });
  });

  test("jobs that come while nothing is shown change no screen", () => {
    expect(screenAfter(KNOWN, JOBS("printed", 1_100))).toEqual({ kind: "start" });
  });
});

describe("at a room's door", () => {
  const LEAVES: Event = { kind: "direction_chosen", direction: "out", at: 900 };

  test("whoever leaves says so, and is sent as leaving", () => {
    const { effects } = step(after(KNOWN, LEAVES), READ);
    expect(effects).toEqual([{ kind: "send", scanId: "scan-1", code: "T1", direction: "out" }]);
  });

  test("the next one comes in, unless they say otherwise", () => {
    const model = after(KNOWN, LEAVES, READ, ANSWER(admitted({ direction: "out" })), TICK(99_000));
    expect([model.screen.kind, model.direction]).toEqual(["start", "in"]);
    expect(after(KNOWN, LEAVES, TICK(900 + TIMES.choices)).direction).toBe("in");
  });
});

describe("where badges are handed out", () => {
  const PICKUP: Event = { kind: "station_known", languages: ["en"], isOutOfOrder: false, mode: "pickup", offers: [], printer: null };
  const pickup = { box: "C", number: 41 };

  test.each([
    ["comes in", admitted({ pickup })],
    ["is in already", refused("already_in", { pickup })],
  ])("whoever %s is told where theirs lies", (_who, answer) => {
    const model = after(PICKUP, READ, ANSWER(answer));
    expect(model.screen).toEqual({ kind: "pickup", answer, pickup, until: 1_200 + TIMES.desk });
    expect(step(model, TICK(99_000)).model.screen).toEqual({ kind: "start" });
  });

  test("elsewhere who is in already is told that", () => {
    expect(screenAfter(KNOWN, READ, ANSWER(refused("already_in", { pickup }))).kind).toBe("refused");
  });

  test("without a badge in a box it is a door like any other", () => {
    expect(screenAfter(PICKUP, READ, ANSWER(admitted())).kind).toBe("admitted");
  });
});

describe("a device that slept", () => {
  test("shows nothing of whoever stood there before", () => {
    const woke = (...events: Event[]): Screen => screenAfter(KNOWN, ...events, { kind: "woke" });
    expect(woke(READ, ANSWER(admitted()))).toEqual({ kind: "start" });
    expect(woke({ kind: "task_chosen", task: "help", at: 0 })).toEqual({ kind: "start" });
    expect(woke(READ).kind).toBe("sending");
  });
});

describe("a station that was revoked", () => {
  test("wipes itself, whatever it shows", () => {
    for (const model of [after(), after(KNOWN), after(KNOWN, READ)]) {
      expect(step(model, { kind: "revoked" })).toEqual({ model: { ...model, screen: { kind: "connecting" } }, effects: [{ kind: "wipe" }] });
    }
  });
});

describe("out of order", () => {
  test("closes from the start and opens again", () => {
    expect(screenAfter(KNOWN, CLOSED)).toEqual({ kind: "out_of_order" });
    expect(screenAfter(KNOWN, CLOSED, KNOWN)).toEqual({ kind: "start" });
  });

  test("lets a result be read to its end first", () => {
    const model = after(KNOWN, READ, ANSWER(admitted()), CLOSED);
    expect(model.screen.kind).toBe("admitted");
    expect(step(model, TICK(99_000)).model.screen).toEqual({ kind: "out_of_order" });
  });

  test("a scan under way is still answered", () => {
    expect(screenAfter(KNOWN, READ, CLOSED, ANSWER(admitted())).kind).toBe("admitted");
  });
});

describe("language and modes", () => {
  const choose: Event = { kind: "language_chosen", language: "pl", at: 500 };

  test("a chosen language holds for the scan that follows", () => {
    expect(spokenLanguage(after(KNOWN, choose, READ, ANSWER(refused("full"))))).toBe("pl");
  });

  test("an attendee is greeted in their own language where the kiosk has it", () => {
    expect(spokenLanguage(after(KNOWN, choose, READ, ANSWER(admitted())))).toBe("lv");
    const swahili = { ...admitted(), attendee: { id: "a", greeting: "Asha", name: "Asha", category: "visitor", language: "sw" } };
    expect(spokenLanguage(after(KNOWN, choose, READ, ANSWER(swahili)))).toBe("pl");
  });

  test("what one attendee chose is gone for the next", () => {
    const before: Event[] = [KNOWN, choose, SWITCH("highContrast", 600), READ, ANSWER(admitted())];
    const rested = after(...before, TICK(99_000));
    expect([rested.language, rested.access]).toEqual(["en", NO_ACCESS]);
    const replaced = after(...before, { ...READ, scanId: "scan-2" });
    expect([replaced.language, replaced.access]).toEqual(["en", NO_ACCESS]);
  });

  test("a choice that nobody used is forgotten after a minute", () => {
    const model = after(KNOWN, choose);
    expect(deadline(model)).toBe(500 + TIMES.choices);
    expect(step(model, TICK(60_500)).model.language).toBe("en");
  });

  test("without a choice the start waits for nothing", () => {
    expect(deadline(after(KNOWN))).toBeNull();
    expect(step(after(KNOWN), TICK(99_000)).model).toEqual(after(KNOWN));
  });

  test("news of the station keeps the choice of who stands before it", () => {
    expect(after(KNOWN, choose, KNOWN).language).toBe("pl");
    expect(after(KNOWN, choose, { ...KNOWN, languages: ["lv", "en"] }).language).toBe("lv");
  });

  test.each([
    ["connecting", begin("en")],
    ["pairing", after({ kind: "not_paired" })],
    ["out of order", after(CLOSED)],
  ])("%s waits for no timer", (_, model) => {
    expect(deadline(model)).toBeNull();
  });
});

test("where a badge lies stays on the screen as long as it takes to read", () => {
  const model = after(KNOWN, READ, ANSWER(admitted({ pickup: { box: "C", number: 41 } })));
  expect(deadline(model)).toBe(1_200 + TIMES.desk);
});

describe("a task", () => {
  const CHOSEN: Event = { kind: "task_chosen", task: "help", at: 1_000 };
  const CALLED: Event = { kind: "in_task", visit: 1, event: { task: "help", kind: "called" }, at: 1_300 };

  test("begins from the start screen and hands on what it wants", () => {
    const { model, effects } = step(after(KNOWN), CHOSEN);
    expect(model.screen).toEqual({ kind: "task", task: { kind: "help", state: "calling", by: null }, visit: 1, touchedAt: 1_000 });
    expect(effects).toEqual([{ kind: "for_task", visit: 1, effect: { task: "help", kind: "call" } }]);
  });

  test("does not begin on a closed or unpaired kiosk", () => {
    for (const model of [begin("en"), after({ kind: "not_paired" })]) expect(step(model, CHOSEN)).toEqual({ model, effects: [] });
    const closed = after(CLOSED);
    const begun = (["no_ticket", "walk_in", "help", "staff"] as const).filter((task) => step(closed, { kind: "task_chosen", task, at: 0 }).model.screen.kind === "task");
    expect(begun).toEqual(["help", "staff"]);
    expect(step(step(closed, CHOSEN).model, { kind: "task_left" }).model.screen).toEqual({ kind: "out_of_order" });
  });

  test("is given three minutes when staff have come in, and takes the test code only in the check of scanners", () => {
    const tell = (event: StaffNews): Event => ({ kind: "in_task", visit: 1, event: { task: "staff", ...event }, at: 0 });
    const pad = after(KNOWN, { kind: "task_chosen", task: "staff", at: 0 });
    expect(deadline(pad)).toBe(TIMES.idle);
    const menu = step(pad, tell({ kind: "came_in", session: { name: "Ilze", may: [] } })).model;
    expect(deadline(menu)).toBe(180_000);
    const read: Event = { kind: "code_read", code: "TEST", scanId: "s1", at: 0 };
    expect(step(menu, read).model.screen.kind).toBe("sending");
    const check = step(menu, tell({ kind: "opened", page: "check" })).model;
    const { model, effects } = step(check, read);
    expect([model.screen.kind, effects]).toEqual(["task", []]);
  });

  test("ends by itself when nobody touches it, and only then", () => {
    const model = after(KNOWN, CHOSEN, CALLED);
    expect(deadline(model)).toBe(1_000 + TIMES.idle);
    const touched = step(model, { kind: "touched", at: 9_000 }).model;
    expect(step(touched, TICK(1_000 + TIMES.idle)).model).toBe(touched);
    expect(step(touched, TICK(9_000 + TIMES.idle)).model.screen).toEqual({ kind: "start" });
  });

  test("leaves the language to whoever goes back to the start, for a minute", () => {
    const left = after(KNOWN, { kind: "language_chosen", language: "lv", at: 500 }, CHOSEN, { kind: "task_left" });
    expect([left.language, left.screen.kind]).toEqual(["lv", "start"]);
    expect(step(left, TICK(1_000 + TIMES.choices)).model.language).toBe("en");
  });

  test("an answer to the visit before changes nothing", () => {
    const model = after(KNOWN, CHOSEN, { kind: "task_left" }, { ...CHOSEN, at: 2_000 });
    expect(step(model, CALLED)).toEqual({ model, effects: [] });
  });

  test("a ticket shown meanwhile is the next attendee's", () => {
    expect(step(after(KNOWN, CHOSEN), READ).model.screen.kind).toBe("sending");
  });
});

describe("the accessibility panel", () => {
  const OPEN = IN_ACCESS({ kind: "opened" }, 2_000);
  const CLOSE = IN_ACCESS({ kind: "closed" }, 40_000);

  test("stands over any screen, and changes none", () => {
    for (const model of [begin("en"), after({ kind: "not_paired" }), after(CLOSED), after(KNOWN), after(KNOWN, READ)]) {
      const opened = step(model, OPEN).model;
      expect([opened.screen, opened.isAccessOpen]).toEqual([model.screen, true]);
    }
  });

  test.each<[string, Event[], number]>([
    ["a refusal", [READ, ANSWER(refused("full"))], TIMES.refused],
    ["a welcome", [READ, ANSWER(admitted())], TIMES.admitted],
    ["a scan that was not taken", [READ, { kind: "declined", scanId: "scan-1", at: 1_200 }], TIMES.refused],
    ["a server out of reach", [READ, { kind: "not_reached", scanId: "scan-1", at: 1_200 }], TIMES.unreachable],
    ["a task", [{ kind: "task_chosen", task: "help", at: 1_000 }], TIMES.idle],
  ])("%s waits below it, with its whole time ahead afterwards", (_, events, whole) => {
    const opened = after(KNOWN, ...events, OPEN);
    expect(step(opened, TICK(39_000)).model).toEqual(opened);
    expect(deadline(step(opened, CLOSE).model)).toBe(40_000 + whole);
  });

  test("left open by somebody who went goes with what they chose", () => {
    const model = after(KNOWN, READ, ANSWER(refused("full")), OPEN, SWITCH("largeText", 3_000));
    expect(deadline(model)).toBe(3_000 + TIMES.choices);
    expect(step(model, TICK(3_000 + TIMES.choices)).model).toMatchObject({ screen: { kind: "start" }, access: NO_ACCESS, isAccessOpen: false });
  });

  test.each<[string, Model]>([
    ["connecting", begin("en")],
    ["pairing", after({ kind: "not_paired" })],
    ["out of order", after(CLOSED)],
  ])("left open while %s goes, and the screen stays", (_, model) => {
    const opened = step(step(model, OPEN).model, SWITCH("spoken", 3_000)).model;
    expect(step(opened, TICK(3_000 + TIMES.choices)).model).toEqual({ ...model, touchedAt: 3_000 });
  });

  test("makes way for a ticket, and its choices are kept for the answer", () => {
    const model = after(KNOWN, OPEN, SWITCH("spoken", 3_000), { ...READ, at: 4_000 });
    expect([model.isAccessOpen, model.access.spoken, model.screen.kind]).toEqual([false, true, "sending"]);
  });
});

describe("one visit", () => {
  const modes: Event[] = [KNOWN, SWITCH("spoken", 500), READ, ANSWER(refused("full"))];

  test.each<[string, Event]>([
    ["shown again after a refusal", { ...READ, scanId: "scan-2", at: 5_000 }],
    ["put away to try again", { kind: "dismissed" }],
  ])("a ticket %s finds the kiosk as its holder set it", (_, event) => {
    expect(after(...modes, event).access.spoken).toBe(true);
  });

  test("ends by time", () => {
    expect(after(...modes, TICK(99_000)).access).toEqual(NO_ACCESS);
  });

  test("goes on for as long as somebody touches the screen", () => {
    const model = after(KNOWN, SWITCH("largeText", 500), { kind: "touched", at: 50_000 });
    expect(deadline(model)).toBe(50_000 + TIMES.choices);
    expect(step(after(KNOWN), { kind: "touched", at: 50_000 }).model).toEqual(after(KNOWN));
  });
});

describe("unlimited time", () => {
  const unlimited = SWITCH("unlimitedTime", 500);

  test.each<[string, Event[]]>([
    ["a welcome", [READ, ANSWER(admitted())]],
    ["a refusal", [READ, ANSWER(refused("full"))]],
    ["a server out of reach", [READ, { kind: "not_reached", scanId: "scan-1", at: 1_200 }]],
    ["a task", [{ kind: "task_chosen", task: "help", at: 1_000 }]],
  ])("%s stays for ten minutes after the last touch", (_, events) => {
    const model = after(KNOWN, unlimited, ...events);
    expect(isUnlimited(model)).toBe(true);
    expect(deadline(model)).toBe(1_000 + TIMES.absence);
    expect(deadline(step(model, { kind: "touched", at: 90_000 }).model)).toBe(90_000 + TIMES.absence);
    expect(step(model, TICK(1_000 + TIMES.absence)).model).toMatchObject({ screen: { kind: "start" }, access: NO_ACCESS });
  });

  test("is ten times every other limit and more", () => {
    const { absence, ...others } = TIMES;
    expect(Math.max(...Object.values(others)) * 10).toBe(absence);
  });

  test("does not wait with saying that the server is out of reach", () => {
    expect(deadline(after(KNOWN, unlimited, READ))).toBe(1_000 + TIMES.patience);
  });
});
