import type { View } from '../../src/shared/api/client'

type Arg = View<'Arg'>

/** Arguments of a sentence in short: n(3), bin('A-07-12-3'). */
export const n = (number: number): Arg => ({ kind: 'count', number })
export const text = (value: string): Arg => ({ kind: 'text', text: value })
export const bin = (code: string): Arg => ({ kind: 'bin', text: code })
export const order = (no: string): Arg => ({ kind: 'order', text: no })
export const code = (value: string): Arg => ({ kind: 'code', text: value })
export const rubles = (minor: number, unit = 'RUB'): Arg => ({ kind: 'money', number: minor, unit })
export const time = (at: string): Arg => ({ kind: 'time', text: at })

export function said(key: string, args?: Record<string, Arg>): View<'Said'> {
  return args ? { code: key, args } : { code: key }
}

/** The day of the story and its moment: 21 November 2025, 14:13 in Moscow. */
export const now = '2025-11-21T14:13:00+03:00'

/** A moment of the story's day by the clock in Moscow. */
export function at(clock: string, day = '2025-11-21'): string {
  return new Date(`${day}T${clock.length === 5 ? `${clock}:00` : clock}+03:00`).toISOString()
}
