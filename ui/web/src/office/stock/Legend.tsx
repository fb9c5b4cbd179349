import { useT } from '../../shared/locale'

/** What the segments of a bar mean; their order never changes. */
export function Legend() {
  const t = useT()
  return (
    <span className="st-legend">
      <i className="fill-ok" aria-hidden /> {t('stock.part.free')} <i className="fill-reserve" aria-hidden /> {t('stock.part.promised')}{' '}
      <i className="fill-wrong" aria-hidden /> {t('stock.part.stopped')} <i className="fill-info" aria-hidden /> {t('stock.part.coming')}
    </span>
  )
}
