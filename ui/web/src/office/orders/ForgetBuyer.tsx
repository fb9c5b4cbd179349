import { Button } from '@mantine/core'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'
import { useMay } from '../session'

/** Erases what is known of a buyer, in all their orders; only where nothing of theirs is under way. */
export function ForgetBuyer({ of: order }: { of: View<'OrderCard'> }) {
  const t = useT()
  const may = useMay()
  const [asking, ask] = useState(false)
  const { give, busy } = useCommand('orders.forget', ({ orders }) => say({ code: 'orders.forgetDone', args: { count: { kind: 'count', number: orders } } }))
  if (!may('orders.forget')) return null
  return (
    <>
      <Button variant="subtle" size="compact-sm" className="bad" loading={busy} onClick={() => ask(true)}>
        {t('orders.forget')}
      </Button>
      {asking && (
        <Ask
          title={t('orders.forgetTitle', { order: order.no })}
          say={t('orders.forgetSay')}
          questions={[]}
          button={t('orders.forget')}
          bad
          close={() => ask(false)}
          answer={() => give({ order: order.id })}
        />
      )}
    </>
  )
}
