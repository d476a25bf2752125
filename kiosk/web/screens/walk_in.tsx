// Somebody new: the organiser's form, one question at a time, and at its end a ticket to photograph.
import { Icon } from "@client/icons";
import { localeOf } from "@client/locales";
import { Qr } from "@client/qr";
import { newScanId } from "@client/scans";
import type { Key, KioskTexts } from "../catalogues";
import { Entry, Keyboard, useTyping, type Purpose } from "../keyboard";
import { chosenCategory, isDeclined, problemShown, questionOf, questionsOf, wordsOf, type Consent, type Form, type Made, type OpenCategory, type Question, type Trouble, type WalkIn, type WalkInNews } from "../tasks/walk_in";
import { TaskFrame } from "./task_frame";

export interface WalkInProps {
  readonly texts: KioskTexts;
  readonly task: WalkIn;
  readonly tell: (news: WalkInNews) => void;
  readonly onHelp: () => void;
}

interface PartProps extends Omit<WalkInProps, "onHelp"> {
  readonly onGoOn: () => void;
}

export function WalkInScreen({ texts, task, tell, onHelp }: WalkInProps) {
  const onGoOn = (): void => tell({ kind: "went_on", walkInId: newScanId(), language: texts.language });
  const parts = { texts, task, tell, onGoOn };
  const frame = { texts, title: titleOf(texts, task), onLeave: () => tell({ kind: "went_back" }) };
  switch (task.state) {
    case "asking": {
      const question = questionOf(task);
      return question === null ? null : <Asked key={task.at} frame={frame} parts={parts} question={question} />;
    }
    case "loading":
    case "sending":
      return (
        <TaskFrame {...frame}>
          <p class="task-huge" role="status">
            {texts.t(`walk_in.${task.state}`)}
          </p>
        </TaskFrame>
      );
    case "made":
      return task.made === null ? null : (
        <TaskFrame {...frame} foot={<GoOn texts={texts} onPress={onGoOn} />}>
          <NewTicket texts={texts} made={task.made} />
        </TaskFrame>
      );
    default:
      return (
        <TaskFrame {...frame}>
          <NoWay texts={texts} why={task.state} onAgain={onGoOn} onHelp={onHelp} />
        </TaskFrame>
      );
  }
}

function titleOf(texts: KioskTexts, { state, form, at }: WalkIn): string {
  if (state !== "asking" || form === null) return texts.t("walk_in.title");
  return texts.t("walk_in.step", { at: at + 1, count: questionsOf(form).length });
}

interface AskedProps {
  readonly frame: { readonly texts: KioskTexts; readonly title: string; readonly onLeave: () => void };
  readonly parts: PartProps;
  readonly question: Question;
}

function Asked({ frame, parts, question }: AskedProps) {
  switch (question.kind) {
    case "field":
      return (
        <TaskFrame {...frame}>
          <FieldQuestion {...parts} id={question.id} isNeeded={question.isNeeded} />
        </TaskFrame>
      );
    case "category":
      return (
        <TaskFrame {...frame}>
          <CategoryQuestion {...parts} />
        </TaskFrame>
      );
    case "consent":
      return (
        <TaskFrame {...frame} foot={<Agreeing {...parts} consent={question.consent} />}>
          <ConsentQuestion {...parts} consent={question.consent} />
        </TaskFrame>
      );
    case "check":
      return (
        <TaskFrame {...frame} foot={<Registering {...parts} />}>
          <LastLook {...parts} />
        </TaskFrame>
      );
  }
}

const PURPOSES: Readonly<Record<string, Purpose>> = { full_name: "name", given_name: "name", email: "email" };

function FieldQuestion({ texts, task, tell, onGoOn, id, isNeeded }: PartProps & { readonly id: string; readonly isNeeded: boolean }) {
  const typing = useTyping();
  const problem = problemShown(task);
  const purpose = PURPOSES[id] ?? "text";
  return (
    <div class="question">
      <Entry
        id={`walk-in-${id}`}
        label={texts.t(labelOf(id))}
        value={task.fields[id] ?? ""}
        purpose={purpose}
        longest={LONGEST}
        isNeeded={isNeeded}
        problem={problem === null ? null : texts.t(`walk_in.problem.${problem}`)}
        {...(!isNeeded && { hint: texts.t("walk_in.optional") })}
        onInput={(text) => tell({ kind: "typed", field: id, text })}
        onField={typing.use}
        onEnter={onGoOn}
        hasFocus
      />
      <Keyboard texts={texts} purpose={purpose} before={typing.before} onKey={typing.type} action={{ label: texts.t("no_ticket.go_on"), onPress: onGoOn }} />
    </div>
  );
}

/** More than is taken: who pastes too much is told so, and not left with half a name. */
const LONGEST = 400;

const LABELS = ["full_name", "given_name", "company", "email", "pronouns"] as const;

/** A field of a newer server has no words here: it is asked for by its name. */
function labelOf(id: string): Key {
  const known = LABELS.find((label) => label === id);
  return known === undefined ? "walk_in.field_other" : `walk_in.${known}`;
}

function CategoryQuestion({ texts, task, tell }: PartProps) {
  const { form } = task;
  if (form === null) return null;
  return (
    <div class="open-categories" role="group" aria-label={texts.t("walk_in.category")}>
      <p class="walk-in-ask">{texts.t("walk_in.category")}</p>
      {form.categories.map((category) => (
        <button key={category.id} type="button" class="choice open-category" aria-pressed={category.id === task.category} onClick={() => tell({ kind: "category_chosen", category: category.id })}>
          <bdi dir="auto">{category.label}</bdi>
          <span>{priceOf(texts, form, category)}</span>
        </button>
      ))}
    </div>
  );
}

function ConsentQuestion({ texts, task, consent }: PartProps & { readonly consent: Consent }) {
  const { language, text } = wordsOf(consent, texts.language);
  return (
    <div class="consent">
      <p class="walk-in-ask">{texts.t("walk_in.consent")}</p>
      {/* Reached by Tab, so that arrow keys scroll it too. */}
      <div class="consent-text" tabIndex={0} role="region" aria-label={texts.t("walk_in.consent")} lang={language} dir="auto">
        {text}
      </div>
      {isDeclined(task) && (
        <p class="consent-declined" role="alert">
          <Icon name="look" />
          <span>{texts.t("walk_in.consent.needed")}</span>
        </p>
      )}
    </div>
  );
}

function Agreeing({ texts, task, tell, consent }: PartProps & { readonly consent: Consent }) {
  const said = task.consents[consent.id];
  const answer = (isGiven: boolean) => tell({ kind: "consent_answered", id: consent.id, isGiven });
  return (
    <>
      <button type="button" class="choice walk-in-choice" aria-pressed={said === false} onClick={() => answer(false)}>
        {texts.t("walk_in.consent.disagree")}
      </button>
      <button type="button" class="choice walk-in-choice walk-in-main" aria-pressed={said === true} onClick={() => answer(true)}>
        {texts.t("walk_in.consent.agree")}
      </button>
    </>
  );
}

/** What will stand on the badge, before it is printed; each answer leads back to its question. */
function LastLook({ texts, task, tell }: PartProps) {
  const { form } = task;
  if (form === null) return null;
  const category = chosenCategory(task);
  const go = (at: number) => tell({ kind: "went_to", at });
  return (
    <div class="last-look">
      <p class="walk-in-ask">{texts.t("walk_in.check")}</p>
      <div class="last-look-lines">
        {questionsOf(form).map((question, at) => {
          if (question.kind === "field") return <Line key={at} label={texts.t(labelOf(question.id))} value={task.fields[question.id] ?? ""} onPress={() => go(at)} />;
          return question.kind === "category" && category !== null ? <Line key={at} label={texts.t("walk_in.category")} value={category.label} onPress={() => go(at)} /> : null;
        })}
      </div>
    </div>
  );
}

function Registering({ texts, task, onGoOn }: PartProps) {
  const category = chosenCategory(task);
  return (
    <>
      {task.form !== null && category !== null && category.cents > 0 && <p class="walk-in-price">{texts.t("walk_in.price", { amount: priceOf(texts, task.form, category) })}</p>}
      <GoOn texts={texts} label="walk_in.register" onPress={onGoOn} />
    </>
  );
}

function Line({ label, value, onPress }: { readonly label: string; readonly value: string; readonly onPress: () => void }) {
  return (
    <button type="button" class="last-look-line" onClick={onPress}>
      <span>{label}</span>
      <strong>
        <bdi dir="auto">{value.trim() === "" ? "–" : value}</bdi>
      </strong>
    </button>
  );
}

function NewTicket({ texts, made }: { readonly texts: KioskTexts; readonly made: Made }) {
  const { greeting, ticket, due } = made;
  return (
    <div class="new-ticket">
      <div class="new-ticket-words" role="status">
        <p class="task-huge">{texts.parts("walk_in.made", { name: <bdi dir="auto">{greeting}</bdi> })}</p>
        {due !== null && (
          <p class="new-ticket-due">
            <span>{texts.t("walk_in.due", { amount: amountOf(texts, due.cents, due.currency) })}</span>
            <strong dir="ltr">{due.code}</strong>
          </p>
        )}
        <p class="new-ticket-how">{texts.t("walk_in.photograph")}</p>
      </div>
      <Qr rows={ticket} label={texts.t("walk_in.ticket")} />
    </div>
  );
}

interface NoWayProps {
  readonly texts: KioskTexts;
  readonly why: Trouble;
  readonly onAgain: () => void;
  readonly onHelp: () => void;
}

/** Never a dead end: the desk, staff, and another try where one may help. */
function NoWay({ texts, why, onAgain, onHelp }: NoWayProps) {
  const isForNow = why === "unreachable" || why === "too_many";
  return (
    <div class="no-way" role="status">
      <p class="task-huge">{texts.t(`walk_in.${why}.title`)}</p>
      <p class="no-way-next">{texts.t(`walk_in.${why}.next`)}</p>
      <div class="no-way-choices">
        <button type="button" class="choice" onClick={onHelp}>
          <Icon name="help" />
          <span>{texts.t("help.title")}</span>
        </button>
        {isForNow && (
          <button type="button" class="choice" onClick={onAgain}>
            {texts.t("no_ticket.try_again")}
          </button>
        )}
      </div>
    </div>
  );
}

function GoOn({ texts, label = "no_ticket.go_on", onPress }: { readonly texts: KioskTexts; readonly label?: Key; readonly onPress: () => void }) {
  return (
    <button type="button" class="choice walk-in-choice walk-in-main" onClick={onPress}>
      {texts.t(label)}
    </button>
  );
}

function priceOf(texts: KioskTexts, { currency }: Form, { cents }: OpenCategory): string {
  return cents === 0 ? texts.t("walk_in.free") : amountOf(texts, cents, currency);
}

/** As the language writes amounts; without a currency a bare number. */
function amountOf({ language }: KioskTexts, cents: number, currency: string): string {
  const style = currency === "" ? { minimumFractionDigits: 2 } : { style: "currency" as const, currency };
  return new Intl.NumberFormat(localeOf(language), style).format(cents / 100);
}
