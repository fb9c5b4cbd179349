/**
 * A keyboard wedge is a scanner that types. It types by physical key, so the code is read from the keys and not from
 * the letters: a Russian or Ukrainian layout and a pressed Caps Lock change nothing. No field has to be focused.
 */

/** What was heard, ended by Enter. */
export interface Heard {
  readonly text: string
  /** scan: keys came at a scanner's pace. hand: a person typed. broken: a code without its end, or one too long. */
  readonly by: 'scan' | 'hand' | 'broken'
}

export interface Stroke {
  readonly code: string
  readonly key: string
  readonly shift: boolean
  readonly ctrl: boolean
  readonly alt: boolean
  /** Whether Caps Lock is on. */
  readonly caps?: boolean
}

/** Two keys further apart than this were pressed by a person. */
export const handPace = 120
/** A code whose end did not come for this long is over. */
export const silence = 500
/** GS1 codes hold 74 signs at most, a digital link a few hundred. */
export const longest = 2048

const GS = '\u001d'

/** What the keys of a US keyboard give, plain and with Shift: what every scanner types. */
const marks: Record<string, string> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  IntlBackslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
}
const overDigits = ')!@#$%^&*('

/** The sign a key types on a US keyboard; undefined for a key that types nothing. */
function sign(stroke: Stroke): string | undefined {
  const { code, key, shift } = stroke
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return large(stroke) ? letter : letter.toLowerCase()
  const digit = /^(Digit|Numpad)(\d)$/.exec(code)
  if (digit) return digit[1] === 'Digit' && shift ? overDigits[Number(digit[2])] : digit[2]
  const pair = marks[code]
  if (pair) return pair[shift ? 1 : 0]
  // A terminal's own wedge names no physical key; then the letter is all there is.
  return code === '' && [...key].length === 1 ? key : undefined
}

/** A terminal's own wedge may type a large letter without Shift, so the letter counts; under Caps Lock only Shift does. */
function large({ key, shift, caps }: Stroke): boolean {
  const [small, big] = [key.toLowerCase(), key.toUpperCase()]
  return caps || small === big ? shift : key === big
}

/** The key that stands for GS between the parts of a GS1 code: most scanners type Ctrl+], some a function key. */
export interface Keys {
  readonly gs: string
}
export const usualKeys: Keys = { gs: 'Ctrl+BracketRight' }

/** Joins strokes into codes. Pure: the clock is an argument. */
export class Decoder {
  private text = ''
  private last = 0
  private slow = false
  private tooLong = false
  private altDigits = ''

  constructor(private readonly keys: Keys = usualKeys) {}

  /** What stands in the buffer so far, and whether a person is typing it. */
  get typed(): { text: string; by: 'scan' | 'hand' } {
    return { text: this.text, by: this.slow ? 'hand' : 'scan' }
  }

  /** Takes a stroke. `used` says that the key was the scanner's and the page must not act on it. */
  stroke(stroke: Stroke, at: number): { heard: Heard[]; used: boolean } {
    const heard = this.over(at)
    if (stroke.code === 'Enter' || stroke.code === 'NumpadEnter' || stroke.key === 'Enter') {
      const end = this.end(at)
      return { heard: end ? [...heard, end] : heard, used: end !== undefined }
    }
    if (stroke.code === 'Escape' || stroke.code === 'Backspace') {
      const had = this.text !== ''
      this.put(stroke.code === 'Escape' ? '' : this.text.slice(0, -1), at, 'hand')
      return { heard, used: had }
    }
    if (stroke.alt && /^Numpad\d$/.test(stroke.code)) {
      this.altDigits += stroke.code.slice(-1)
      this.pace(at)
      return { heard, used: true }
    }
    const name = `${stroke.ctrl ? 'Ctrl+' : ''}${stroke.code}`
    const typed = name === this.keys.gs ? GS : stroke.ctrl || stroke.alt ? undefined : sign(stroke)
    if (typed === undefined || (typed === ' ' && this.text === '')) return { heard, used: false } // a button's key
    this.put(this.text + typed, at)
    return { heard, used: true }
  }

  /** Alt was let go: Alt+0029 on the number pad is how some scanners type a control byte. */
  altUp(at: number): void {
    if (this.altDigits === '') return
    const byte = Number(this.altDigits)
    this.altDigits = ''
    if (byte > 0 && byte < 128) this.put(this.text + String.fromCharCode(byte), at)
  }

  /** A burst whose Enter never came ends here, so that the next code does not grow out of it. */
  over(at: number): Heard[] {
    if (this.text === '' || at - this.last < silence) return []
    if (this.slow) return []
    if ([...this.text].length < 3) {
      this.slow = true // one key and a pause: a person who thinks
      return []
    }
    const broken: Heard = { text: this.text, by: 'broken' }
    this.clear()
    return [broken]
  }

  private pace(at: number, by?: 'hand'): void {
    if (by === 'hand' || (this.text !== '' && at - this.last > handPace)) this.slow = true
    this.last = at
  }

  private put(text: string, at: number, by?: 'hand'): void {
    this.pace(at, by)
    if (text === '') return this.clear()
    if (text.length > longest) this.tooLong = true
    else this.text = text
  }

  private end(at: number): Heard | undefined {
    if (this.text === '') return undefined
    this.pace(at)
    const by = this.tooLong ? 'broken' : this.slow ? 'hand' : 'scan'
    const heard: Heard = { text: this.text, by }
    this.clear()
    return heard
  }

  private clear(): void {
    this.text = ''
    this.slow = false
    this.tooLong = false
    this.altDigits = ''
  }
}

const kept = 'wedge.gs'

/** The keys of this terminal; the GS key is set once in the terminal's settings page. */
export function terminalKeys(): Keys {
  return { gs: localStorage.getItem(kept) ?? usualKeys.gs }
}

export interface Listener {
  heard: (heard: Heard) => void
  /** Called when what a person has typed so far changes; '' when nothing is. */
  typing?: (text: string) => void
}

/**
 * Listens to the keys of the whole page until the returned function is called. In a field a person types as always;
 * a scan that falls into the field is taken out of it again and heard like any other.
 */
export function listen({ heard, typing }: Listener, keys = terminalKeys()): () => void {
  const decoder = new Decoder(keys)
  let before = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = () => typing?.(decoder.typed.by === 'hand' ? decoder.typed.text : '')
  const down = (event: KeyboardEvent) => {
    if (event.isComposing || event.metaKey) return
    const field = editable(event.target)
    if (field && decoder.typed.text === '') before = field.value
    const { heard: codes, used } = decoder.stroke(
      { code: event.code, key: event.key, shift: event.shiftKey, ctrl: event.ctrlKey, alt: event.altKey, caps: event.getModifierState('CapsLock') },
      event.timeStamp,
    )
    for (const code of codes) {
      if (field && code.by === 'hand') continue // the field's own
      if (field && code.by === 'scan') write(field, before)
      heard(code)
    }
    const scanEnd = codes.some((code) => code.by !== 'hand')
    if (field ? scanEnd && used : used) {
      event.preventDefault()
      event.stopPropagation()
    }
    if (!field) tell()
    clearTimeout(timer)
    timer = setTimeout(() => {
      for (const code of decoder.over(performance.now())) if (!field) heard(code)
      if (!field) tell()
    }, silence + 20)
  }
  const up = (event: KeyboardEvent) => {
    if (event.key === 'Alt') decoder.altUp(event.timeStamp)
  }
  addEventListener('keydown', down, { capture: true })
  addEventListener('keyup', up, { capture: true })
  return () => {
    clearTimeout(timer)
    removeEventListener('keydown', down, { capture: true })
    removeEventListener('keyup', up, { capture: true })
  }
}

function editable(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | undefined {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : undefined
}

/** Sets a field's value so that React hears of it. */
function write(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
