import { type Key, useT } from '../../shared/locale'
import type { LookView } from '../../shared/floor/views'

/** The order whose paper was scanned: its number, how far it is, its parcels. */
export function OrderSeen({ order }: { order: NonNullable<LookView['order']> }) {
  const t = useT()
  const parcels = order.parcels ?? []
  return (
    <div className="hh-look-place">
      <h2 className="hh-title">{t('pick.order', { order: order.number })}</h2>
      <p className="hh-label">
        {[t(`look.state.${order.state}` as Key), parcels.length > 0 && t('look.parcels', { codes: parcels.join(', ') })].filter(Boolean).join(' · ')}
      </p>
    </div>
  )
}
