// Somebody without their ticket: one question at a time, and after a no the ways there are.
import { Icon } from "@client/icons";
import { newScanId } from "@client/scans";
import type { KioskTexts } from "../catalogues";
import { Entry, Keyboard, useTyping } from "../keyboard";
import type { NoTicket, NoTicketEvent } from "../tasks/no_ticket";

export interface NoTicketProps {
  readonly texts: KioskTexts;
  readonly task: NoTicket;
  readonly tell: (event: NoTicketEvent) => void;
  readonly onHelp: () => void;
}

const LONGEST_NAME = 300;
const LONGEST_PROOF = 254; // the longest address there is

export function NoTicketScreen({ texts, task, tell, onHelp }: NoTicketProps) {
  const onGoOn = (): void => tell({ task: "no_ticket", kind: "went_on", scanId: newScanId() });
  switch (task.state) {
    case "name":
      return <NameQuestion key="name" texts={texts} task={task} tell={tell} onGoOn={onGoOn} />;
    case "proof":
      return <ProofQuestion key={task.proofKind} texts={texts} task={task} tell={tell} onGoOn={onGoOn} />;
    case "asking":
      return (
        <p class="task-huge" role="status">
          {texts.t("no_ticket.asking")}
        </p>
      );
    default:
      return <No texts={texts} why={task.state} onAgain={onGoOn} onHelp={onHelp} />;
  }
}

interface QuestionProps extends Omit<NoTicketProps, "onHelp"> {
  readonly onGoOn: () => void;
}

function NameQuestion({ texts, task, tell, onGoOn }: QuestionProps) {
  const typing = useTyping();
  return (
    <div class="question">
      <Entry
        id="claimed-name"
        label={texts.t("no_ticket.name")}
        value={task.name}
        purpose="name"
        longest={LONGEST_NAME}
        problem={task.isShort ? texts.t("no_ticket.name_short") : null}
        onInput={(name) => tell({ task: "no_ticket", kind: "named", name })}
        onField={typing.use}
        onEnter={onGoOn}
        hasFocus
      />
      <Keyboard texts={texts} purpose="name" before={typing.before} onKey={typing.type} action={{ label: texts.t("no_ticket.go_on"), onPress: onGoOn }} />
    </div>
  );
}

function ProofQuestion({ texts, task, tell, onGoOn }: QuestionProps) {
  const typing = useTyping();
  const kind = task.proofKind;
  return (
    <div class={`question proof-${kind}`}>
      <Entry
        id="proof"
        label={texts.t(`no_ticket.${kind}`)}
        hint={texts.t(`no_ticket.${kind}_hint`)}
        value={task.proof}
        purpose={kind}
        longest={LONGEST_PROOF}
        problem={task.isShort ? texts.t(`no_ticket.${kind}_short`) : null}
        onInput={(proof) => tell({ task: "no_ticket", kind: "proof_typed", proof })}
        onField={typing.use}
        onEnter={onGoOn}
        hasFocus
      />
      <Keyboard texts={texts} purpose={kind} before={typing.before} onKey={typing.type} action={{ label: texts.t("no_ticket.check_in"), onPress: onGoOn }} />
    </div>
  );
}

/** For the foot of the screen: the other way to prove it, where that is asked. */
export function OtherProof({ texts, task, tell }: Omit<NoTicketProps, "onHelp">) {
  if (task.state !== "proof") return null;
  const other = task.proofKind === "email" ? "code" : "email";
  return (
    <button type="button" class="choice other-proof" onClick={() => tell({ task: "no_ticket", kind: "proof_chosen", proofKind: other })}>
      {texts.t(`no_ticket.use_${other}`)}
    </button>
  );
}

interface NoProps {
  readonly texts: KioskTexts;
  readonly why: "not_proved" | "too_many" | "unreachable";
  readonly onAgain: () => void;
  readonly onHelp: () => void;
}

/** The same words whoever is on the list, and always a next step. */
function No({ texts, why, onAgain, onHelp }: NoProps) {
  return (
    <div class="no-way" role="status">
      <p class="task-huge">{texts.t(`no_ticket.${why}.title`)}</p>
      <p class="no-way-next">{texts.t(`no_ticket.${why}.next`)}</p>
      <div class="no-way-choices">
        <button type="button" class="choice" onClick={onHelp}>
          <Icon name="help" />
          <span>{texts.t("help.title")}</span>
        </button>
        {why !== "too_many" && (
          <button type="button" class="choice" onClick={onAgain}>
            {texts.t("no_ticket.try_again")}
          </button>
        )}
      </div>
    </div>
  );
}
