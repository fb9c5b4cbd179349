import { Button } from '@mantine/core'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'
import { useMay } from '../session'
import { cut } from './short'

/** Takes what is missing off an order that waits for it, so that the rest can go. */
export function ShipWithout({ of: order }: { of: View<'OrderCard'> }) {
  const t = useT()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { give } = useCommand('orders.edit', () => say({ code: 'orders.edited', args: { order: { kind: 'order', text: order.no } } }))
  const lines = cut(order.items)
  if (lines.length === 0 || !order.may.includes('orders.edit') || !may('orders.edit')) return null
  const gone = lines.map(({ line, qty }) => `${[line.item.name, line.item.differs].filter(Boolean).join(' ')}: ${line.qty.value} → ${qty}`).join('; ')
  return (
    <p className="oc-without">
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {t('orders.without')}
      </Button>
      {asking && (
        <Ask
          title={t('orders.withoutAsk', { order: order.no })}
          say={t('orders.withoutSay', { lines: gone })}
          questions={[]}
          button={t('orders.without')}
          close={() => setAsking(false)}
          answer={() => give({ order: order.id, version: order.version, lines: lines.map(({ line, qty }) => ({ line: line.id, qty })) })}
        />
      )}
    </p>
  )
}
