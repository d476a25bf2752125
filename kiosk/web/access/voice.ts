// The device's own voice. Only voices that are on the device count: one that asks a server falls silent without internet.
import { signal, type ReadonlySignal } from "@preact/signals";
import { LOUDEST } from "./modes";

export interface Voice {
  /** Languages that the device speaks, as primary tags; they become known a moment after the page has loaded. */
  readonly languages: ReadonlySignal<ReadonlySet<string>>;
  /** Says these lines one after the other, and nothing of what was being said before. `volume` is from 1 to `LOUDEST`. */
  say(lines: readonly string[], language: string, volume: number): void;
  silence(): void;
}

export function createVoice(): Voice {
  const synthesis = window.speechSynthesis as SpeechSynthesis | undefined; // absent in some browsers, whatever the types say
  const voices = (): SpeechSynthesisVoice[] => synthesis?.getVoices().filter((voice) => voice.localService) ?? [];
  const languages = signal<ReadonlySet<string>>(new Set());
  const look = (): void => {
    languages.value = new Set(voices().map(primary));
  };
  look();
  synthesis?.addEventListener("voiceschanged", look);

  const silence = (): void => synthesis?.cancel();
  return {
    languages,
    silence,
    say(lines, language, volume) {
      silence();
      const voice = voices().find((one) => primary(one) === language);
      if (voice === undefined) return;
      for (const line of lines) synthesis?.speak(utterance(line, voice, volume));
    },
  };
}

function utterance(line: string, voice: SpeechSynthesisVoice, volume: number): SpeechSynthesisUtterance {
  const said = new SpeechSynthesisUtterance(line);
  said.voice = voice;
  said.lang = voice.lang;
  said.volume = volume / LOUDEST;
  return said;
}

function primary({ lang }: SpeechSynthesisVoice): string {
  return lang.toLowerCase().split(/[-_]/)[0] ?? "";
}
