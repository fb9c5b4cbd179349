import { type Key, useT } from '../../shared/locale'
import { printed } from '../../shared/floor/say'

interface GoodsNoteProps {
  readonly lot?: string | undefined
  /** 2027-03-31 */
  readonly expiry?: string | undefined
  readonly condition?: string | undefined
  readonly expected?: number
  /** How many of them are damaged, said out. */
  readonly damaged?: string | undefined
}

/** What is known of goods beside what they are: condition, lot, last day, and how many the papers say. */
export function GoodsNote({ lot, expiry, condition, expected = 0, damaged }: GoodsNoteProps) {
  const t = useT()
  const notes = [
    damaged,
    condition && t(`condition.${condition}` as Key),
    lot && t('receive.lot.is', { lot }),
    expiry && t('receive.until', { day: printed(expiry) }),
    expected > 0 && t('receive.expected', { count: expected }),
  ].filter(Boolean)
  return notes.length > 0 ? <p className="hh-label">{notes.join(' · ')}</p> : null
}
