import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Decoder, type Heard, handPace, listen, longest, silence, type Stroke } from './wedge'

/** Strokes as a US scanner makes them for a text; `key` is what a layout would have typed. */
function strokes(text: string, layout: (sign: string) => string = (sign) => sign): Stroke[] {
  return [...text].map((sign): Stroke => {
    const key = layout(sign)
    if (sign === '\n') return { code: 'Enter', key: 'Enter', shift: false, ctrl: false, alt: false }
    if (sign === '\u001d') return { code: 'BracketRight', key: 'ъ', shift: false, ctrl: true, alt: false }
    if (/[a-zA-Z]/.test(sign)) {
      return { code: `Key${sign.toUpperCase()}`, key, shift: /[A-Z]/.test(sign), ctrl: false, alt: false }
    }
    if (/\d/.test(sign)) return { code: `Digit${sign}`, key, shift: false, ctrl: false, alt: false }
    const found = { '-': ['Minus', false], '(': ['Digit9', true], ')': ['Digit0', true], '%': ['Digit5', true], ':': ['Semicolon', true], '/': ['Slash', false], '.': ['Period', false] }[sign] as
      | [string, boolean]
      | undefined
    if (!found) throw new Error(`no key for ${sign}`)
    return { code: found[0], key, shift: found[1], ctrl: false, alt: false }
  })
}

function hear(decoder: Decoder, list: Stroke[], pace = 5, from = 1000): Heard[] {
  return list.flatMap((stroke, i) => decoder.stroke(stroke, from + i * pace).heard)
}

const cyrillic = (sign: string) => ({ A: 'Ф', T: 'Е', W: 'Ц', '/': '.' })[sign] ?? sign

const w = (key: string, shift: boolean, caps = false): Stroke => ({ code: 'KeyW', key, shift, caps, ctrl: false, alt: false })

describe('Decoder', () => {
  it('joins keys into a code, ended by Enter', () => {
    expect(hear(new Decoder(), strokes('4607034170424\n'))).toEqual([{ text: '4607034170424', by: 'scan' }])
  })

  it('reads physical keys: a Ukrainian layout changes nothing', () => {
    expect(hear(new Decoder(), strokes('WT-A/118\n', cyrillic))).toEqual([{ text: 'WT-A/118', by: 'scan' }])
  })

  it('knows a large letter with Shift, without it, and under Caps Lock', () => {
    const end: Stroke = { code: 'Enter', key: 'Enter', shift: false, ctrl: false, alt: false }
    const list = [w('W', true), w('W', false), w('w', false), w('Ц', true), w('ц', false), w('w', true, true), w('W', false, true)]
    expect(hear(new Decoder(), [...list, end])[0]?.text).toBe('WWwWwWw')
  })

  it('takes the letter where a terminal names no key', () => {
    const unnamed = strokes('A7-x').map((stroke) => ({ ...stroke, code: '' }))
    expect(hear(new Decoder(), [...unnamed, { code: '', key: 'Enter', shift: false, ctrl: false, alt: false }])).toEqual([
      { text: 'A7-x', by: 'scan' },
    ])
  })

  it('hears GS as Ctrl+], as the configured key and as Alt+0029', () => {
    const code = '0104607034170424\u001d10AB\n'
    expect(hear(new Decoder(), strokes(code))[0]?.text).toBe('0104607034170424\u001d10AB')

    const f8: Stroke = { code: 'F8', key: 'F8', shift: false, ctrl: false, alt: false }
    expect(hear(new Decoder({ gs: 'F8' }), [...strokes('10A'), f8, ...strokes('21B\n')])[0]?.text).toBe('10A\u001d21B')

    const decoder = new Decoder()
    hear(decoder, strokes('10A'))
    for (const digit of '0029') decoder.stroke({ code: `Numpad${digit}`, key: digit, shift: false, ctrl: false, alt: true }, 1020)
    decoder.altUp(1022)
    expect(hear(decoder, strokes('B\n'), 5, 1024)[0]?.text).toBe('10A\u001dB')
  })

  it('leaves keys alone that type nothing', () => {
    const decoder = new Decoder()
    for (const code of ['F2', 'Tab', 'ShiftLeft', 'ArrowDown', 'VolumeUp']) {
      expect(decoder.stroke({ code, key: code, shift: false, ctrl: false, alt: false }, 0)).toEqual({ heard: [], used: false })
    }
    const ctrlR: Stroke = { code: 'KeyR', key: 'r', shift: false, ctrl: true, alt: false }
    expect(decoder.stroke(ctrlR, 1).used).toBe(false)
    const enter: Stroke = { code: 'Enter', key: 'Enter', shift: false, ctrl: false, alt: false }
    expect(decoder.stroke(enter, 2)).toEqual({ heard: [], used: false })
  })

  it('tells a person from a scanner by the pace', () => {
    expect(hear(new Decoder(), strokes('1584\n'), handPace + 30)).toEqual([{ text: '1584', by: 'hand' }])
    expect(hear(new Decoder(), strokes('1584\n'), handPace - 30)).toEqual([{ text: '1584', by: 'scan' }])
  })

  it('lets a person correct and give up', () => {
    const decoder = new Decoder()
    hear(decoder, strokes('158'), 200)
    decoder.stroke({ code: 'Backspace', key: 'Backspace', shift: false, ctrl: false, alt: false }, 1700)
    expect(decoder.typed).toEqual({ text: '15', by: 'hand' })
    decoder.stroke({ code: 'Escape', key: 'Escape', shift: false, ctrl: false, alt: false }, 1900)
    expect(decoder.typed.text).toBe('')
    expect(hear(decoder, strokes('4607034170424\n'), 5, 2000)).toEqual([{ text: '4607034170424', by: 'scan' }])
  })

  it('does not let a code without its end grow into the next', () => {
    const decoder = new Decoder()
    hear(decoder, strokes('460703417'))
    const next = hear(decoder, strokes('T-118\n'), 5, 1000 + silence + 200)
    expect(next).toEqual([
      { text: '460703417', by: 'broken' },
      { text: 'T-118', by: 'scan' },
    ])
  })

  it('refuses a megabyte without keeping it', () => {
    const decoder = new Decoder()
    hear(decoder, strokes('7'.repeat(longest + 500)), 1)
    expect(decoder.typed.text.length).toBe(longest)
    const end = hear(decoder, strokes('\n'), 1, 1000 + longest + 501)
    expect(end.map((heard) => heard.by)).toEqual(['broken'])
    expect(hear(decoder, strokes('T-1\n'), 5, 9000)).toEqual([{ text: 'T-1', by: 'scan' }])
  })
})

describe('listen', () => {
  let at = 0
  beforeEach(() => {
    at = 1000
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    document.body.replaceChildren()
  })

  function press(stroke: Stroke, target: EventTarget = document.body, pace = 5): KeyboardEvent {
    const event = new KeyboardEvent('keydown', {
      code: stroke.code,
      key: stroke.key,
      shiftKey: stroke.shift,
      ctrlKey: stroke.ctrl,
      altKey: stroke.alt,
      bubbles: true,
      cancelable: true,
    })
    at += pace
    Object.defineProperty(event, 'timeStamp', { value: at })
    target.dispatchEvent(event)
    return event
  }

  it('hears a scan with nothing focused and keeps its keys from the page', () => {
    const heard: Heard[] = []
    const stop = listen({ heard: (code) => heard.push(code) })
    const events = strokes('T-118\n').map((stroke) => press(stroke))
    expect(heard).toEqual([{ text: 'T-118', by: 'scan' }])
    expect(events.every((event) => event.defaultPrevented)).toBe(true)
    stop()
    strokes('T-119\n').forEach((stroke) => press(stroke))
    expect(heard.length).toBe(1)
  })

  it('takes a scan out of the field it fell into, and leaves a field to a person', () => {
    const heard: Heard[] = []
    const stop = listen({ heard: (code) => heard.push(code) })
    const field = document.body.appendChild(document.createElement('input'))
    field.value = 'L-'
    for (const stroke of strokes('4607034170424')) {
      press(stroke, field)
      field.value += stroke.key // what the browser would do
    }
    const enter = press(strokes('\n')[0] as Stroke, field)
    expect(heard).toEqual([{ text: '4607034170424', by: 'scan' }])
    expect(field.value).toBe('L-')
    expect(enter.defaultPrevented).toBe(true)

    const typed = strokes('20\n').map((stroke) => press(stroke, field, 300))
    expect(heard.length).toBe(1)
    expect(typed.some((event) => event.defaultPrevented)).toBe(false)
    stop()
  })

  it('shows what a person types, and only then', () => {
    const shown: string[] = []
    const stop = listen({ heard: () => undefined, typing: (text) => shown.push(text) })
    strokes('15').forEach((stroke) => press(stroke, document.body, 300))
    expect(shown.at(-1)).toBe('15')
    press(strokes('\n')[0] as Stroke, document.body, 300)
    expect(shown.at(-1)).toBe('')
    strokes('T-118').forEach((stroke) => press(stroke))
    expect(shown.at(-1)).toBe('')
    stop()
  })
})
