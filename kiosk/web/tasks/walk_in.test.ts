import { describe, expect, test } from "vitest";
import { isEnding } from "./task";
import { beginWalkIn, isDeclined, problemShown, questionOf, questionsOf, stepWalkIn, troubleOf, wordsOf, type Form, type WalkIn, type WalkInEffect, type WalkInNews } from "./walk_in";
import { ADMITTED, FORM, OWING } from "./walk_in.fixture";

const ON: WalkInNews = { kind: "went_on", walkInId: "w1", language: "lv" };
const BACK: WalkInNews = { kind: "went_back" };
const NAME_ONLY: Form = { fields: [], consents: [], categories: [], currency: "" };
const type = (field: string, text: string): WalkInNews => ({ kind: "typed", field, text });
const agree = (id: string, isGiven = true): WalkInNews => ({ kind: "consent_answered", id, isGiven });
const FILLED: readonly WalkInNews[] = [
  type("full_name", " Žaneta\u200b Ozoliņa "),
  ON,
  ON,
  type("company", "Rīgas Satiksme"),
  ON,
  type("email", "zaneta@example.org"),
  ON,
  ON,
  { kind: "category_chosen", category: "press" },
  agree("conduct"),
  agree("photo", false),
];

/** The task after these, and all that it wanted of the server since the form came. */
function after(form: Form, ...news: readonly WalkInNews[]): { task: WalkIn; effects: readonly WalkInEffect[] } {
  let task = stepWalkIn(beginWalkIn().next as WalkIn, { task: "walk_in", kind: "form_came", form }).next as WalkIn;
  const effects: WalkInEffect[] = [];
  for (const one of news) {
    const step = stepWalkIn(task, { task: "walk_in", ...one });
    effects.push(...step.effects);
    if (isEnding(step.next)) throw new Error(`ended by ${one.kind}`);
    task = step.next;
  }
  return { task, effects };
}

/** How a task ends that is in this state. */
function ending(form: Form, last: WalkInNews, ...before: readonly WalkInNews[]) {
  return stepWalkIn(after(form, ...before).task, { task: "walk_in", ...last }).next;
}

test("asks for the form first", () => {
  expect(beginWalkIn()).toEqual({ next: expect.objectContaining({ state: "loading", form: null }), effects: [{ task: "walk_in", kind: "load" }] });
});

test("asks what the organiser asks, in their order, and everything once more at the end", () => {
  const asked = questionsOf(FORM).map((question) => (question.kind === "field" ? question.id : question.kind === "consent" ? question.consent.id : question.kind));
  expect(asked).toEqual(["full_name", "given_name", "company", "email", "pronouns", "category", "conduct", "photo", "check"]);
  expect(questionsOf(NAME_ONLY).map(({ kind }) => kind)).toEqual(["field", "check"]);
  expect(questionsOf({ ...NAME_ONLY, categories: [{ id: "press", label: "Press", cents: 0 }] })).toHaveLength(2);
});

test("sends what was filled in, tidied, with the language of the screen", () => {
  const { task, effects } = after(FORM, ...FILLED, ON);
  expect(task.state).toBe("sending");
  const fields = { full_name: "Žaneta Ozoliņa", company: "Rīgas Satiksme", email: "zaneta@example.org", category: "press", language: "lv" };
  expect(effects).toEqual([{ task: "walk_in", kind: "register", wanted: { walkInId: "w1", fields, consents: ["conduct"] } }]);
});

test("sends nothing that is not asked for", () => {
  const { effects } = after(NAME_ONLY, type("full_name", "Ada"), type("email", "a@example.org"), ON, ON);
  expect(effects).toEqual([{ task: "walk_in", kind: "register", wanted: { walkInId: "w1", fields: { full_name: "Ada" }, consents: [] } }]);
});

describe("what is typed", () => {
  test("is told of when somebody wants to go on, and from then on at once", () => {
    const { task } = after(FORM, ON);
    expect([task.at, problemShown(task)]).toEqual([0, "needed"]);
    expect(problemShown(after(FORM, ON, type("full_name", "Ž")).task)).toBeNull();
    expect(problemShown(after(FORM, ON, type("full_name", "7")).task)).toBe("no_letters");
    expect(problemShown(after(FORM, type("full_name", "7")).task)).toBeNull();
  });

  test("is told of at once where nothing more could mend it", () => {
    expect(problemShown(after(FORM, type("full_name", "Ada 😀")).task)).toBe("pictures");
    expect(problemShown(after(FORM, type("full_name", "x".repeat(300))).task)).toBe("too_long");
  });

  test("holds up nobody at a field that may be empty", () => {
    expect(questionOf(after(FORM, type("full_name", "Ada"), ON, ON).task)).toEqual({ kind: "field", id: "company", isNeeded: false });
  });

  test("is not told of at the next question before it was tried", () => {
    expect(problemShown(after(FORM, ON, type("full_name", "Ada"), ON).task)).toBeNull();
  });
});

describe("a consent", () => {
  const atConsent = FILLED.slice(0, -2);

  test("that nobody is registered without holds up who does not agree, until they do", () => {
    const { task } = after(FORM, ...atConsent, agree("conduct", false), ON);
    expect([questionOf(task)?.kind, isDeclined(task)]).toEqual(["consent", true]);
    expect(isDeclined(after(FORM, ...atConsent, agree("conduct", false), agree("conduct")).task)).toBe(false);
  });

  test("that may be left out does not", () => {
    expect(questionOf(after(FORM, ...FILLED).task)).toEqual({ kind: "check" });
  });

  test("is not given by going on", () => {
    expect(questionOf(after(FORM, ...atConsent, ON).task)).toMatchObject({ consent: { id: "conduct" } });
  });

  test("is read in the language of the screen, else in the first that it has", () => {
    const [conduct, photo] = FORM.consents as [Form["consents"][0], Form["consents"][0]];
    expect(wordsOf(conduct, "lv")).toEqual({ language: "lv", text: "Es ievēroju rīcības kodeksu." });
    expect(wordsOf(photo, "ar")).toEqual({ language: "lv", text: "Es drīkstu būt redzams attēlos." });
  });
});

describe("the way back", () => {
  test("leads to the question before, with what was typed, and out of the first", () => {
    const { task } = after(FORM, type("full_name", "Ada"), ON, BACK);
    expect([task.at, task.fields]).toEqual([0, { full_name: "Ada" }]);
    expect(ending(FORM, BACK)).toEqual({ kind: "left" });
  });

  test("from the last look leads to any question", () => {
    expect(questionOf(after(FORM, ...FILLED, { kind: "went_to", at: 2 }).task)).toMatchObject({ id: "company" });
  });
});

describe("the server", () => {
  test("that does not answer is asked again with the same id, so that nobody is registered twice", () => {
    const { effects } = after(FORM, ...FILLED, ON, { kind: "failed", why: "unreachable" }, { ...ON, walkInId: "w2" });
    expect(effects.map((effect) => effect.kind === "register" && effect.wanted.walkInId)).toEqual(["w1", "w1"]);
  });

  test("that never gave a form is asked for it again", () => {
    const lost = stepWalkIn(beginWalkIn().next as WalkIn, { task: "walk_in", kind: "failed", why: "unreachable" }).next as WalkIn;
    expect(stepWalkIn(lost, { task: "walk_in", ...ON }).effects).toEqual([{ task: "walk_in", kind: "load" }]);
  });

  test("that says no is not asked again", () => {
    expect(after(FORM, ...FILLED, ON, { kind: "failed", why: "not_taken" }, ON).effects).toHaveLength(1);
  });

  test.each([
    [{ kind: "unreachable", cause: "timeout", error: null }, "unreachable"],
    [{ kind: "refused", status: 409, error: { code: "not_offered", message: "", remedy: "" } }, "not_offered"],
    [{ kind: "refused", status: 429, error: { code: "too_many_tries", message: "", remedy: "" } }, "too_many"],
    [{ kind: "refused", status: 422, error: { code: "field_pictures", message: "", remedy: "" } }, "not_taken"],
  ] as const)("answers with %j: %s", (answer, trouble) => {
    expect(troubleOf(answer)).toBe(trouble);
  });
});

describe("who is registered", () => {
  test("sees their ticket, then their welcome as after a scan", () => {
    const { task } = after(FORM, ...FILLED, ON, { kind: "made", made: ADMITTED });
    expect([task.state, task.made]).toEqual(["made", ADMITTED]);
    expect(ending(FORM, ON, ...FILLED, ON, { kind: "made", made: ADMITTED })).toEqual({ kind: "checked_in", answer: ADMITTED.scan });
  });

  test("and has to pay leaves for the desk", () => {
    expect(ending(FORM, ON, ...FILLED, ON, { kind: "made", made: OWING })).toEqual({ kind: "left" });
  });

  test("cannot change the form any more", () => {
    const before = after(FORM, ...FILLED, ON, { kind: "made", made: OWING }).task;
    expect(after(FORM, ...FILLED, ON, { kind: "made", made: OWING }, type("full_name", "Eve")).task).toEqual(before);
  });
});
