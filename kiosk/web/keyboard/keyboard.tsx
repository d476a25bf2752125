// An on-screen keyboard in the language of the screen. It never takes the focus from the field that it types into.
import { Icon } from "@client/icons";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { KioskTexts } from "../catalogues";
import { freshBoard, isUpper, press, rowsOf, shownOn, type Around, type Board, type Press, type Purpose } from "./board";
import { alternatesOf, LATIN_SAMPLE, layoutOf } from "./layouts";
import type { Key } from "./typing";

const HOLD_MS = 450;
const REPEAT_AFTER_MS = 400;
const REPEAT_MS = 80;

export interface KeyboardProps {
  /** Its letters are those of this language. */
  readonly texts: KioskTexts;
  readonly purpose: Purpose;
  /** What stands before the caret: a name begins with a capital. */
  readonly before: string;
  readonly onKey: (key: Key) => void;
  /** The button at its lower end, which goes on. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

export function Keyboard({ texts, purpose, before, onKey, action }: KeyboardProps) {
  const [board, setBoard] = useState<Board>(() => freshBoard(purpose));
  useEffect(() => setBoard(freshBoard(purpose)), [purpose, texts.language]);
  const around: Around = { language: texts.language, purpose, before };
  const tell = (pressed: Press): void => {
    const next = press(board, pressed, around);
    setBoard(next.board);
    if (next.text !== null) onKey({ kind: "text", text: next.text });
  };
  const parts = { texts, board, around, tell };
  return (
    // Keys stand where they stand on the hardware, from the left in every language.
    <div class="keyboard" dir="ltr" role="group" aria-label={texts.t("keyboard.title")}>
      {board.held !== null ? <Alternates {...parts} letter={board.held} /> : <LetterRow {...parts} at={0} />}
      <LetterRow {...parts} at={1} />
      <div class="key-row">
        {isCased(board, around) && <ShiftKey {...parts} />}
        <Letters {...parts} at={2} />
        <DeleteKey texts={texts} onKey={onKey} />
      </div>
      <div class="key-row">
        {purpose !== "code" && <LowestKeys {...parts} />}
        {action !== undefined && (
          <button type="button" class="key key-action" lang={texts.language} dir={texts.direction} onClick={action.onPress}>
            {action.label}
          </button>
        )}
      </div>
    </div>
  );
}

interface PartProps {
  readonly texts: KioskTexts;
  readonly board: Board;
  readonly around: Around;
  readonly tell: (pressed: Press) => void;
}

function isCased({ layer }: Board, { language }: Around): boolean {
  return layer === "latin" || (layer === "letters" && layoutOf(language).isCased);
}

function LetterRow({ at, ...parts }: PartProps & { readonly at: 0 | 1 }) {
  return (
    <div class="key-row">
      <Letters {...parts} at={at} />
    </div>
  );
}

function Letters({ board, around, tell, at }: PartProps & { readonly at: 0 | 1 | 2 }) {
  return (
    <>
      {[...rowsOf(board, around.language)[at]].map((letter) => (
        <HoldKey
          key={letter}
          hasMore={alternatesOf(letter).length > 0}
          isMarked={board.isChoosing && alternatesOf(letter).length > 0}
          onPress={() => tell({ kind: "letter", letter })}
          onHold={() => tell({ kind: "held", letter })}
        >
          {shownOn(letter, board, around)}
        </HoldKey>
      ))}
    </>
  );
}

/** In place of the topmost row, so that nothing moves under a finger. */
function Alternates({ texts, board, around, tell, letter }: PartProps & { readonly letter: string }) {
  return (
    <div class="key-row key-alternates" role="group" aria-label={texts.t("keyboard.accents")}>
      {[letter, ...alternatesOf(letter)].map((one) => (
        <PlainKey key={one} onPress={() => tell({ kind: "alternate", letter: one })}>
          {shownOn(one, board, around)}
        </PlainKey>
      ))}
      <PlainKey class="key-wide" label={texts.t("task.back")} onPress={() => tell({ kind: "closed" })}>
        <Icon name="cross" />
      </PlainKey>
    </div>
  );
}

function ShiftKey({ texts, board, around, tell }: PartProps) {
  return (
    <PlainKey class={`key-wide ${board.shift === "locked" ? "key-locked" : ""}`} label={texts.t("keyboard.capitals")} isOn={isUpper(board, around)} onPress={() => tell({ kind: "shift" })}>
      <Icon name="shift" />
    </PlainKey>
  );
}

/** Other signs, other letters, space: whatever is no letter of this layer. A code has nothing else. */
function LowestKeys({ texts, board, around, tell }: PartProps) {
  const { purpose, language } = around;
  const { sample, endings, latin, rows } = layoutOf(language);
  const isEmail = purpose === "email";
  const back = isEmail ? "latin" : "letters";
  const canChangeScript = !isEmail && sample !== LATIN_SAMPLE;
  const text = (written: string) => <PlainKey key={written} class={written.length > 1 ? "key-wide key-words" : ""} onPress={() => tell({ kind: "text", text: written })}>{written}</PlainKey>;
  const layer = (to: Board["layer"], shown: string) => <PlainKey class="key-wide key-words" onPress={() => tell({ kind: "layer", layer: to })}>{shown}</PlainKey>;
  return (
    <>
      {board.layer === "symbols" ? layer(back, isEmail || latin === rows ? LATIN_SAMPLE : sample) : layer("symbols", "123")}
      {canChangeScript && board.layer !== "symbols" && (board.layer === "latin" ? layer("letters", sample) : layer("latin", LATIN_SAMPLE))}
      {!isEmail && board.layer !== "symbols" && (
        <PlainKey class="key-words" label={texts.t("keyboard.accents")} isOn={board.isChoosing} onPress={() => tell({ kind: "accents" })}>
          á
        </PlainKey>
      )}
      {isEmail ? ["@", ".", "-", "_", ...endings].map(text) : <SpaceKey texts={texts} tell={tell} />}
      {!isEmail && ["-", "'"].map(text)}
    </>
  );
}

function SpaceKey({ texts, tell }: Pick<PartProps, "texts" | "tell">) {
  return (
    <PlainKey class="key-space" onPress={() => tell({ kind: "text", text: " " })}>
      <span lang={texts.language} dir={texts.direction}>{texts.t("keyboard.space")}</span>
    </PlainKey>
  );
}

/** Takes away one letter, and one after another for as long as it is held. */
function DeleteKey({ texts, onKey }: Pick<KeyboardProps, "texts" | "onKey">) {
  const latest = useRef(onKey);
  latest.current = onKey;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = (): void => clearTimeout(timer.current);
  const erase = (): void => latest.current({ kind: "delete" });
  const repeat = (afterMs: number): void => {
    timer.current = setTimeout(() => {
      erase();
      repeat(REPEAT_MS);
    }, afterMs);
  };
  useEffect(() => stop, []);
  return (
    <button
      type="button"
      class="key key-wide"
      aria-label={texts.t("pairing.delete")}
      onPointerDown={(event) => {
        keepFocus(event);
        stop();
        erase();
        repeat(REPEAT_AFTER_MS);
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onClick={(event) => isWithoutPointer(event) && erase()}
    >
      <Icon name="delete_back" />
    </button>
  );
}

interface PlainKeyProps {
  readonly onPress: () => void;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly label?: string;
  readonly isOn?: boolean;
}

function PlainKey({ onPress, children, class: more = "", label, isOn }: PlainKeyProps) {
  return (
    <button type="button" class={`key ${more}`} aria-label={label} aria-pressed={isOn} onPointerDown={keepFocus} onPointerUp={onPress} onClick={(event) => isWithoutPointer(event) && onPress()}>
      {children}
    </button>
  );
}

interface HoldKeyProps {
  readonly onPress: () => void;
  readonly onHold: () => void;
  readonly hasMore: boolean;
  readonly isMarked: boolean;
  readonly children: ComponentChildren;
}

function HoldKey({ onPress, onHold, hasMore, isMarked, children }: HoldKeyProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isDown = useRef(false);
  const letGo = (): void => {
    clearTimeout(timer.current);
    isDown.current = false;
  };
  useEffect(() => letGo, []);
  return (
    <button
      type="button"
      class={`key ${hasMore ? "key-has-more" : ""} ${isMarked ? "key-marked" : ""}`}
      onPointerDown={(event) => {
        keepFocus(event);
        isDown.current = true;
        if (!hasMore) return;
        timer.current = setTimeout(() => {
          isDown.current = false;
          onHold();
        }, HOLD_MS);
      }}
      onPointerUp={() => {
        const isPress = isDown.current;
        letGo();
        if (isPress) onPress();
      }}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => isWithoutPointer(event) && onPress()}
    >
      {children}
    </button>
  );
}

/** The field goes on blinking where the letters go. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

/** Pressed with Enter, a switch or a screen reader; what a finger presses types when it is lifted: two quick thumbs make no clicks. */
function isWithoutPointer(event: MouseEvent): boolean {
  return event.detail === 0;
}
