import { Button } from '@mantine/core'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'
import { useMay } from '../session'

/** Lets one order that waits for its payment go to the floor all the same; only with a reason, which stays in its history. */
export function LetUnpaid({ of: order }: { of: View<'OrderCard'> }) {
  const t = useT()
  const may = useMay()
  const [seen, ask] = useState<View<'OrderCard'>>()
  const { give, busy } = useCommand('orders.unpaid.let', () => say({ code: 'orders.letUnpaidDone', args: { order: { kind: 'order', text: order.no } } }))
  if (!order.may.includes('orders.unpaid.let') || !may('orders.unpaid.let')) return null
  return (
    <>
      <Button variant="subtle" size="xs" loading={busy} onClick={() => ask(order)}>
        {t('orders.letUnpaid')}
      </Button>
      {seen && (
        <Ask
          title={t('orders.letUnpaidTitle', { order: seen.no })}
          say={t('orders.letUnpaidSay')}
          questions={[{ name: 'reason', label: t('orders.letUnpaidReason') }]}
          button={t('orders.letUnpaid')}
          close={() => ask(undefined)}
          answer={({ reason = '' }) => give({ order: seen.id, version: seen.version, reason })}
        />
      )}
    </>
  )
}
