import { useT } from '../shared/locale'
import type { PackView } from '../shared/floor/views'

/** Totes of the order with goods in them that it does not want any more: they are set aside for put-back. */
export function LeftInTotes({ totes }: { totes: NonNullable<PackView['back']> }) {
  const t = useT()
  if (totes.length === 0) return null
  return <p className="pk-back">{t('pack.back', { count: totes.length, totes: totes.map((tote) => tote.code).join(', '), work: t('flow.putback') })}</p>
}
