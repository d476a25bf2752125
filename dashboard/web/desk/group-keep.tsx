/** Keeping the ticked ones together under a name, so that any of them brings up all of them next time. */
import { newScanId } from "@client/scans";
import { useState } from "preact/hooks";
import { Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";
import { type Counter } from "./counter";
import { TextField } from "./desk-form";
import { type GroupQuestion } from "./group";

interface KeepGroupProps {
  readonly counter: Counter;
  readonly question: GroupQuestion;
  /** The group's name, where it has one. */
  readonly value: string;
  readonly attendeeIds: readonly string[];
}

export function KeepGroup({ counter, question, value, attendeeIds }: KeepGroupProps) {
  const [groupId] = useState(() => (question.kind === "named" ? question.groupId : newScanId()));
  const [name, setName] = useState(question.kind === "named" ? value : "");
  const [isKept, setKept] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const keep = async (): Promise<void> => {
    const answer = await counter.api.post("/groups", { group_id: groupId, name, attendee_ids: attendeeIds });
    setKept(answer.kind === "ok");
    setTrouble(answer.kind === "ok" ? null : troubleOf(answer));
  };
  const onEnter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (name.trim() !== "") void keep();
  };
  return (
    // Enter in the name would send the form around it, and check everybody in.
    <details class="group-keep" onKeyDown={onEnter}>
      <summary>{t("group.keep")}</summary>
      <Trouble trouble={trouble} />
      <TextField label={t("group.name")} value={name} onInput={setName} />
      <button type="button" class="button" disabled={name.trim() === ""} onClick={() => void keep()}>{t("group.keep_now", { count: attendeeIds.length })}</button>
      <p role="status">{isKept ? t("group.kept") : ""}</p>
    </details>
  );
}
