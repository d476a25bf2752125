/** The layout's text: its lines with numbers, the mistake at its line, and what is saved of it. */
import { Icon, type IconName } from "@client/icons";
import { type RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { known, t } from "../texts";
import { type Bench, type Stage } from "./bench";
import { breakLine, lineCount, spanOf } from "./lines";

const ICONS: Readonly<Record<Stage, IconName>> = {
  saved: "check",
  typed: "look",
  saving: "refresh",
  refused: "look",
  unreachable: "unreachable",
  conflict: "people",
};

export function Editor({ bench }: { readonly bench: Bench }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const stage = bench.stage.value;
  return (
    <section class="layout-editor" aria-labelledby="layout-text-name">
      <div class="layout-head">
        <h2 id="layout-text-name">{t("badges.text")}</h2>
        <span role="status" class={`layout-stage is-${stage}`}><Icon name={ICONS[stage]} /> {known(`badges.stage.${stage}`, "badges.stage.typed")}</span>
      </div>
      {bench.isBack.value && <p class="layout-note" role="status">{t("badges.is_back")}</p>}
      {stage === "conflict" && <Conflict bench={bench} />}
      <Lines bench={bench} box={box} />
      <Mistake bench={bench} box={box} />
      <p class="soft" id="layout-keys">{t("badges.keys")}</p>
      <div class="layout-actions">
        <button type="button" class="button is-primary" aria-disabled={stage === "saved" || stage === "saving"} onClick={() => void bench.save()}>{t("badges.save")}</button>
        {stage !== "saved" && <button type="button" class="button" onClick={bench.drop}>{t("badges.drop")}</button>}
      </div>
    </section>
  );
}

interface PartProps {
  readonly bench: Bench;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

/** As high as its text, so that numbers and lines scroll as one. */
function Lines({ bench, box }: PartProps) {
  const text = bench.text.value;
  const wrong = bench.mistake.value?.line ?? null;
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current !== null) box.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [text]);
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement }): void => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      void bench.save();
    }
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    const edit = breakLine(text, selectionStart, selectionEnd);
    caret.current = edit.caret;
    bench.type(edit.text);
  };
  return (
    <div class="layout-lines">
      <ol class="layout-numbers" aria-hidden="true">
        {Array.from({ length: lineCount(text) }, (_, at) => <li key={at} class={at + 1 === wrong ? "is-wrong" : undefined}>{at + 1}</li>)}
      </ol>
      <textarea
        ref={box}
        class="layout-text"
        aria-labelledby="layout-text-name"
        aria-describedby="layout-mistake layout-keys"
        aria-invalid={bench.mistake.value !== null}
        rows={lineCount(text)}
        wrap="off"
        spellcheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={text}
        onInput={(event) => bench.type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {wrong !== null && <div class="layout-wrong" style={{ "--line": String(wrong - 1) }} />}
    </div>
  );
}

function Mistake({ bench, box }: PartProps) {
  const mistake = bench.mistake.value;
  const go = (line: number): void => {
    const [start, end] = spanOf(bench.text.peek(), line);
    box.current?.focus();
    box.current?.setSelectionRange(start, end);
    const lines = box.current?.parentElement;
    if (lines) lines.scrollTop = (lines.scrollHeight * (line - 1)) / lineCount(bench.text.peek()) - lines.clientHeight / 2;
  };
  return (
    <div id="layout-mistake" role="status">
      {mistake !== null && (
        <p class="layout-mistake">
          <Icon name="look" />
          <span>
            {mistake.line !== null && <><button type="button" class="layout-go" onClick={() => go(mistake.line ?? 1)}>{t("badges.line", { line: mistake.line })}</button> </>}
            {mistake.message}
          </span>
        </p>
      )}
    </div>
  );
}

function Conflict({ bench }: { readonly bench: Bench }) {
  return (
    <div class="layout-note" role="alert">
      <p><strong>{t("badges.conflict")}</strong> {t("badges.conflict_next")}</p>
      <div class="layout-actions">
        <button type="button" class="button" onClick={bench.takeTheirs}>{t("badges.take_theirs")}</button>
        <button type="button" class="button" onClick={() => void bench.keepMine()}>{t("badges.keep_mine")}</button>
      </div>
    </div>
  );
}
