import { type Key, type T, useLang, useT } from '../locale'
import type { FloorClient } from './client'
import { amount, printed } from './say'
import type { Choice, Question } from './views'
import type { Heard } from './wedge'

/** What tells one of several things from the others, fact by fact: what it is, what differs, and how much of it is still wanted. */
export function useTells(): (choice: Choice) => string[] {
  const t = useT()
  const lang = useLang()
  const counted = (qty: number, { item }: Choice) => {
    const { number, unit } = amount(qty, item?.unit ?? 'pcs', lang)
    return `${number} ${t(unit)}`
  }
  return (choice) => {
    const { kind, note, article, expiry, qty, left } = choice
    return [
      t(`kind.${kind}` as Key),
      note,
      article !== note && article,
      qty && t('ask.pack', { qty: counted(qty, choice) }),
      expiry && t('receive.until', { day: printed(expiry) }),
      left && t('ask.left', { qty: counted(left, choice) }),
    ].filter((fact): fact is string => Boolean(fact))
  }
}

/** What the code told of whatever is chosen. */
export function told(t: T, { lot, expiry, serial }: Question): string {
  return [lot && t('receive.lot.is', { lot }), expiry && t('receive.until', { day: printed(expiry) }), serial].filter(Boolean).join(' · ')
}

/** Takes a digit that was typed as the answer to a question that is open: no code is that short. */
export function takeDigit(client: FloorClient, { text, by }: Heard): boolean {
  const choices = client.now().state?.reply.question?.choices
  if (!choices || by === 'broken' || !/^[1-9]$/.test(text)) return false
  const row = Number(text) - 1
  if (row < choices.length) client.touch('choose', { thing: String(row) })
  return true
}
