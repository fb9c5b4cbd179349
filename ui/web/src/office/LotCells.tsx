import type { View } from '../shared/api/client'
import { count, date } from '../shared/format'
import { useLang, useT } from '../shared/locale'
import { Chip, Code } from '../shared/marks'
import { LotLabel } from './LotLabel'

/** The cells of goods in a place, after the one that says what or where: lot and condition, how many are held, how many lie there. */
export function LotCells({ of: one }: { of: View<'BinStock'> }) {
  const t = useT()
  const lang = useLang()
  const { lot, expiry, condition, qty, held } = one
  return (
    <>
      <td>
        {lot && <Code>{lot}</Code>} {expiry && <span className="soft">{t('stock.till', { day: date(expiry, lang) })}</span>} <LotLabel of={one} />{' '}
        {condition !== 'good' && <Chip tone="wrong">{t(`condition.${condition}`)}</Chip>}
      </td>
      <td className="num soft">{held > 0 && t('stock.heldOf', { count: held })}</td>
      <td className="num">
        <b>{count(qty.value, lang)}</b>
      </td>
    </>
  )
}
