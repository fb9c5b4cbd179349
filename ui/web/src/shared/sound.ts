export type Cue = 'ok' | 'wrong' | 'attention' | 'done'

interface Note {
  readonly hz: number
  readonly at: number
  readonly ms: number
}

/** The four cues of the floor; wrong differs by pitch, length, rhythm and timbre, so it is told apart in noise. */
const cues: Record<Cue, { notes: Note[]; wave: OscillatorType; loud: number; touch: number[] }> = {
  ok: { notes: [{ hz: 1320, at: 0, ms: 70 }], wave: 'sine', loud: 0.5, touch: [20] },
  wrong: {
    notes: [
      { hz: 220, at: 0, ms: 160 },
      { hz: 220, at: 240, ms: 160 },
    ],
    wave: 'square',
    loud: 0.9,
    touch: [120, 80, 120],
  },
  attention: {
    notes: [
      { hz: 660, at: 0, ms: 90 },
      { hz: 880, at: 120, ms: 90 },
    ],
    wave: 'sine',
    loud: 0.6,
    touch: [40, 60, 40],
  },
  done: {
    notes: [
      { hz: 784, at: 0, ms: 90 },
      { hz: 988, at: 110, ms: 90 },
      { hz: 1318, at: 220, ms: 260 },
    ],
    wave: 'sine',
    loud: 0.6,
    touch: [60],
  },
}

let context: AudioContext | undefined

/** Plays a cue at once, no files; silent where the browser has no sound or nobody touched the page yet. */
export function play(cue: Cue, volume = 1): void {
  const { notes, wave, loud, touch } = cues[cue]
  navigator.vibrate?.(touch)
  if (typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  void context.resume()
  for (const { hz, at, ms } of notes) {
    const start = context.currentTime + at / 1000
    const end = start + ms / 1000
    const gain = context.createGain()
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(loud * volume, start + 0.005)
    gain.gain.setValueAtTime(loud * volume, end - 0.01)
    gain.gain.linearRampToValueAtTime(0, end)
    const tone = context.createOscillator()
    tone.type = wave
    tone.frequency.value = hz
    tone.connect(gain).connect(context.destination)
    tone.start(start)
    tone.stop(end)
  }
}
