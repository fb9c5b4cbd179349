import type { Lang } from './locale'

const tag: Record<Lang, string> = { ru: 'ru-RU', uk: 'uk-UA', en: 'en-GB' }

/** A sum as the server sends it: minor units of a currency. */
export interface Money {
  readonly minor: number
  readonly currency: string
}

/** Shown without kopecks when there are none; every currency of the product has two digits. */
export function money(sum: Money, lang: Lang): string {
  const digits = sum.minor % 100 === 0 ? 0 : 2
  return new Intl.NumberFormat(tag[lang], {
    style: 'currency',
    currency: sum.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(sum.minor / 100)
    .replace('-', '−')
}

export function count(n: number, lang: Lang): string {
  return new Intl.NumberFormat(tag[lang]).format(n)
}

/** Grams as a person says them: grams up to ten kilograms, then kilograms. */
export function weight(grams: number, lang: Lang): string {
  const [value, unit] = grams < 10_000 ? [grams, 'gram'] : [grams / 1_000, 'kilogram']
  return new Intl.NumberFormat(tag[lang], { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value)
}

/** A number of the journal: grouped by three with thin spaces, the same in every language. */
export function seq(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, '\u2009')
}

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString()
}

/** The clock of today, the day of any other day: what a table row has room for. */
export function when(at: string, lang: Lang, now = new Date()): string {
  const moment = new Date(at)
  return sameDay(moment, now) ? clock(at, lang) : day(at, lang, now)
}

export function clock(at: string, lang: Lang, seconds = false): string {
  return new Intl.DateTimeFormat(tag[lang], {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  }).format(new Date(at))
}

/** A day; with its year where that is another than now, as best-before dates have. */
export function day(at: string, lang: Lang, now = new Date()): string {
  const date = new Date(at)
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(tag[lang], { day: 'numeric', month: 'short', ...year }).format(date).replace('.', '').replace(/\s[гр]\.$/u, '')
}

/** A day with its year: an expiry of next year is none of this one. */
export function date(at: string, lang: Lang): string {
  return new Intl.DateTimeFormat(tag[lang], { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(new Date(at))
}

export function fully(at: string, lang: Lang): string {
  return new Intl.DateTimeFormat(tag[lang], { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at))
}
