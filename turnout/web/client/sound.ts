// Two short tones up for a welcome, one low for "see the desk". Nothing else makes a sound.

interface Tone {
  readonly hertz: number;
  readonly startsAt: number;
  readonly seconds: number;
}

export type SoundName = "welcome" | "see_desk";

const TONES: Readonly<Record<SoundName, readonly Tone[]>> = {
  welcome: [
    { hertz: 659, startsAt: 0, seconds: 0.12 },
    { hertz: 988, startsAt: 0.13, seconds: 0.2 },
  ],
  see_desk: [{ hertz: 196, startsAt: 0, seconds: 0.35 }],
};

const RAMP = 0.015; // seconds; a tone cut off at full volume clicks
const LATE_MS = 500; // a tone that comes later than this belongs to nothing that is still seen

export interface Sound {
  /** Opens the loudspeaker while nobody waits: a browser takes some 200 ms for it, and the page stands still meanwhile. */
  open(): void;
  play(name: SoundName): void;
  /** From 0 (off) to 1. */
  setVolume(volume: number): void;
}

/** A browser without WebAudio stays silent: the screen says the same. */
export function createSound(volume = 0.4): Sound {
  let context: AudioContext | null = null;
  let loudness = volume;

  function opened(): AudioContext | null {
    if (typeof AudioContext === "undefined") return null;
    return (context ??= new AudioContext());
  }

  return {
    open() {
      opened();
    },
    play(name) {
      const audio = loudness > 0 ? opened() : null;
      if (audio === null) return;
      const asked = performance.now();
      const start = (): void => {
        if (performance.now() - asked < LATE_MS) for (const tone of TONES[name]) sound(audio, tone, loudness);
      };
      // One that was only just opened runs in a moment. A browser that is not set up as a kiosk keeps sound back until
      // somebody has touched the page: then all tones since would sound at once.
      if (audio.state === "running") start();
      else audio.resume().then(start, () => undefined); // a page that may not sound stays silent
    },
    setVolume(next) {
      loudness = Math.min(1, Math.max(0, next));
    },
  };
}

function sound(audio: AudioContext, { hertz, startsAt, seconds }: Tone, loudness: number): void {
  const begin = audio.currentTime + startsAt;
  const oscillator = new OscillatorNode(audio, { type: "triangle", frequency: hertz });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(loudness, begin + RAMP);
  gain.gain.setValueAtTime(loudness, begin + seconds - RAMP);
  gain.gain.linearRampToValueAtTime(0, begin + seconds);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(begin);
  oscillator.stop(begin + seconds);
}
