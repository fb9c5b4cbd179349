import { Fragment, type ReactNode } from 'react'
import { date } from '../format'
import { type Args, type Key, type Lang, useLang, useT } from '../locale'
import type { Item, Message } from './views'

/**
 * Says what the server means: a flow's answer, as `say.pick.took`, or a fault, as `fault.ident.check_digit`. A session
 * may also answer with a fault, when what a person did was dropped whole.
 */
export function useSay(): (by: 'say' | 'fault', message: Message) => string {
  const t = useT()
  const lang = useLang()
  return (by, { code, args = {} }) => {
    const { count, ...rest } = args
    if (rest.day && written.test(rest.day) && !Number.isNaN(Date.parse(rest.day))) rest.day = date(rest.day, lang)
    const filled: Args = count === undefined ? rest : { ...rest, count: Number(count) }
    const said = by === 'say' ? t(`say.${code}` as Key, filled) : ''
    return said && said !== `say.${code}` ? said : t(`fault.${code}` as Key, filled) // a missing key comes back as it is
  }
}

/** A day as the node writes it, which people read as they write one. */
const written = /^\d{4}-\d{2}-\d{2}$/

const hole = /⟦(\w+)⟧/

/** A sentence with marks in it: every placeholder named in `marks` is drawn, the others are filled with text. */
export function Rich({ say, args, marks }: { say: Key; args?: Args; marks: Record<string, ReactNode> }) {
  const t = useT()
  const holes = Object.fromEntries(Object.keys(marks).map((name) => [name, `⟦${name}⟧`]))
  const parts = t(say, { ...args, ...holes }).split(hole)
  return parts.map((part, i) => (
    // oxlint-disable-next-line react/no-array-index-key -- the parts of one sentence do not move
    <Fragment key={i}>{i % 2 ? marks[part] : part}</Fragment>
  ))
}

/** A quantity in base units as people read it: 3 pcs, 850 g, 1,5 kg. */
export function amount(qty: number, unit: Item['unit'], lang: Lang): { number: string; unit: 'unit.pcs' | 'unit.g' | 'unit.kg' } {
  if (unit === 'pcs') return { number: plain(qty, lang), unit: 'unit.pcs' }
  return qty < 1000 ? { number: plain(qty, lang), unit: 'unit.g' } : { number: plain(qty / 1000, lang, 0), unit: 'unit.kg' }
}

/** A weight on a scale: always kilograms with grams, 1,584. */
export function kilograms(grams: number, lang: Lang): string {
  return plain(grams / 1000, lang, 3)
}

const tag: Record<Lang, string> = { ru: 'ru-RU', uk: 'uk-UA', en: 'en-GB' }

function plain(n: number, lang: Lang, digits = 0): string {
  return new Intl.NumberFormat(tag[lang], { minimumFractionDigits: digits, maximumFractionDigits: 3 }).format(n)
}

/** The last six signs of a code, which is what a person compares. */
export function tail(code: string): string {
  const seen = code.replaceAll('\u001d', '·')
  return seen.length > 6 ? `…${seen.slice(-6)}` : seen
}

/** 2027-03-31 as it stands on a box. */
export function printed(day: string): string {
  return day.replace(/^(\d+)-(\d+)-(\d+)$/, '$3.$2.$1')
}
