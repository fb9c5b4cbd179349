import { count } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import type { Sums } from './scores'

/** Scans and mistakes in one line of words. */
export function SumsLine({ of: { scans, wrong, found, rate } }: { of: Sums }) {
  const t = useT()
  const lang = useLang()
  return t('scores.sums', { scans: count(scans, lang), wrong: count(wrong, lang), found: count(found, lang), rate: rate === undefined ? '—' : count(rate, lang) })
}
