/** Several people at once: a list with ticks, one command for all, and what became of each. */
import { Icon } from "@client/icons";
import { newScanId } from "@client/scans";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Trouble, troubleOf } from "../parts/trouble";
import { type Undo } from "../parts/undo";
import { t } from "../texts";
import { type Counter } from "./counter";
import { DeskForm } from "./desk-form";
import { admittedOf, ask, type Companion, type Group, type GroupQuestion, type GroupResult, members, switched, tickedFirst } from "./group";
import { KeepGroup } from "./group-keep";
import { GroupOutcome } from "./group-outcome";
import { PickupWords } from "./pickup";
import { Standing } from "./standing";

const BADGES_EVERY_MS = 2_000;

interface GroupDialogProps {
  readonly counter: Counter;
  readonly question: GroupQuestion;
  readonly timeZone: string;
  readonly onClose: () => void;
}

export function GroupDialog({ counter, question, timeZone, onClose }: GroupDialogProps) {
  const [group, setGroup] = useState<Group | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [results, setResults] = useState<readonly GroupResult[] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [undo, setUndo] = useState<Undo | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    void ask(counter.api, question).then((answer) => {
      if (answer.kind !== "ok") return setTrouble(troubleOf(answer));
      setGroup(answer.value);
      setTicked(tickedFirst(answer.value.people));
      // By keyboard: first to the ticks. The way back would else have the focus.
      requestAnimationFrame(() => list.current?.querySelector("input")?.focus());
    });
  }, []);
  // Whoever collects the badges sees here which have come out.
  useEffect(() => {
    if (results === null) return undefined;
    const timer = setInterval(() => {
      void ask(counter.api, question).then((answer) => {
        if (answer.kind === "ok") setGroup(answer.value);
      });
    }, BADGES_EVERY_MS);
    return () => clearInterval(timer);
  }, [results]);
  useEffect(() => {
    // The ticks can be changed no more, and what had the focus there has lost it.
    if (results !== null) list.current?.closest("form")?.querySelector<HTMLElement>("button.is-primary")?.focus();
  }, [results]);
  const close = (): void => {
    onClose();
    if (undo !== null) counter.undo.value = undo; // its seconds begin when it can be reached
    void counter.refresh();
  };
  const send = async (): Promise<Trouble | null> => {
    if (group === null || results !== null || ticked.size === 0) {
      close();
      return null;
    }
    const answer = await checkIn(counter, members(group.people, ticked, newScanId));
    if (answer.kind === "declined") return answer.trouble;
    setResults(answer.results);
    setUndo(answer.undo);
    return null;
  };
  const isAsking = group !== null && results === null && ticked.size > 0;
  return (
    <DeskForm title={title(question, group)} action={isAsking ? t("group.check_in", { count: ticked.size }) : t("group.done")} onSend={send} hasCancel={results === null} onClose={close}>
      {trouble !== null && <p class="field-problem" role="alert">{trouble.what} {trouble.remedy}</p>}
      <p role="status">{group === null ? t("desk.fetching") : results === null ? t("group.count", { count: group.people.length }) : t("group.came", { count: admittedOf(results) })}</p>
      <ul ref={list} class="group">
        {(group?.people ?? []).map((person) => (
          <li key={person.id} class="group-line">
            <Line
              person={person}
              timeZone={timeZone}
              isTicked={ticked.has(person.id)}
              result={results?.find(({ attendee_id }) => attendee_id === person.id)}
              {...(results === null ? { onTick: () => setTicked(switched(ticked, person.id)) } : {})}
            />
          </li>
        ))}
      </ul>
      {isAsking && <KeepGroup counter={counter} question={question} value={group.value} attendeeIds={group.people.map(({ id }) => id).filter((id) => ticked.has(id))} />}
    </DeskForm>
  );
}

interface LineProps {
  readonly person: Companion;
  readonly timeZone: string;
  readonly isTicked: boolean;
  readonly result: GroupResult | undefined;
  /** None once they were checked in. */
  readonly onTick?: () => void;
}

function Line({ person, timeZone, isTicked, result, onTick }: LineProps) {
  return (
    <>
      <label class="group-who">
        <input type="checkbox" checked={isTicked} disabled={onTick === undefined} onChange={onTick} />
        <bdi dir="auto" class="desk-line-name">{person.name}</bdi>
        <span class="soft"><bdi dir="auto">{person.company}</bdi></span>
      </label>
      {result === undefined ? <Standing person={person} timeZone={timeZone} /> : <GroupOutcome result={result} badge={person.badge} timeZone={timeZone} />}
      {result === undefined && person.pickup !== null && <span class="group-pickup soft"><Icon name="badge" /> <span><PickupWords pickup={person.pickup} /></span></span>}
    </>
  );
}

type Sent = { readonly kind: "done"; readonly results: readonly GroupResult[]; readonly undo: Undo | null } | { readonly kind: "declined"; readonly trouble: Trouble };

/** Sends it until it is answered, the same ids each time; what was done can be taken back as one. */
async function checkIn(counter: Counter, wanted: ReturnType<typeof members>): Promise<Sent> {
  const groupId = newScanId();
  const answer = await counter.delivery.send<{ results: readonly GroupResult[] }>("/groups/check-in", () => ({ group_id: groupId, members: wanted }));
  if (answer.kind !== "ok") return { kind: "declined", trouble: troubleOf(answer) };
  const { results } = answer.value;
  const count = admittedOf(results);
  const undoId = newScanId();
  const act = (): void => void counter.takeBack(`/groups/${groupId}/undo`, { undo_id: undoId });
  return { kind: "done", results, undo: count > 0 ? { text: t("group.came", { count }), act } : null };
}

function title(question: GroupQuestion, group: Group | null): string {
  const value = group?.value ?? "";
  if (question.kind === "words") return t("group.title.words", { value: question.text });
  if (question.kind === "named") return t("group.title.named", { value });
  return t(question.shared === "order_code" ? "group.title.order" : "group.title.company", { value });
}
