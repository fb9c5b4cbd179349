import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'

/** Asks why, and says what happens on the floor before it happens. */
export function CancelOrder({ order, close }: { order: View<'OrderRow'> | undefined; close: () => void }) {
  const t = useT()
  const { give } = useCommand('orders.cancel', () => say({ code: 'orders.cancelled', args: { order: { kind: 'order', text: order?.no } } }))
  if (!order) return null
  const floor = order.status === 'picking' || order.status === 'packing' || order.status === 'ready'
  return (
    <Ask
      title={t('orders.cancelTitle', { order: order.no })}
      say={t(floor ? 'orders.cancelFloor' : 'orders.cancelPlain')}
      questions={[{ name: 'reason', label: t('orders.reason') }]}
      button={t('orders.cancelOrder')}
      bad
      close={close}
      answer={({ reason = '' }) => give({ order: order.id, version: order.version, reason })}
    />
  )
}
