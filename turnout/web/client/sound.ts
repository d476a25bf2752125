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

export interface Sound {
  play(name: SoundName): void;
  /** From 0 (off) to 1. */
  setVolume(volume: number): void;
}

/** A browser without WebAudio stays silent: the screen says the same. */
export function createSound(volume = 0.4): Sound {
  let context: AudioContext | null = null;
  let loudness = volume;

  function audible(): AudioContext | null {
    if (typeof AudioContext === "undefined") return null;
    context ??= new AudioContext();
    // A browser that is not set up as a kiosk keeps sound back until somebody has touched the page.
    if (context.state === "suspended") void context.resume();
    return context;
  }

  return {
    play(name) {
      const audio = loudness > 0 ? audible() : null;
      // Tones put into a context that may not run yet would all sound at once at the first touch, minutes later.
      if (audio?.state === "running") for (const tone of TONES[name]) sound(audio, tone, loudness);
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
