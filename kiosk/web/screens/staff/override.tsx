import { useState } from "preact/hooks";
import { Entry, Keyboard, useTyping } from "../../keyboard";
import type { StaffPageProps } from "./staff";

const LONGEST_REASON = 300;

/** A refusal is set aside with a reason in words, which stays with the scan. */
export function Override({ texts, tell }: StaffPageProps) {
  const typing = useTyping();
  const [reason, setReason] = useState("");
  const submit = () => tell({ kind: "overridden", reason });
  return (
    <div class="question">
      <Entry id="override-reason" label={texts.t("staff.reason")} value={reason} purpose="text" longest={LONGEST_REASON} onInput={setReason} onField={typing.use} onEnter={submit} hasFocus />
      <Keyboard texts={texts} purpose="text" before={typing.before} onKey={typing.type} action={{ label: texts.t("staff.let_in"), onPress: submit }} />
    </div>
  );
}
