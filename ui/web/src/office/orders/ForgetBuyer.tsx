import { Button } from '@mantine/core'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip } from '../../shared/marks'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'
import { useMay } from '../session'

/** Erases what is known of a buyer, in the orders that it shows first and in no others; only where nothing of theirs is under way. */
export function ForgetBuyer({ of: order }: { of: View<'OrderCard'> }) {
  const t = useT()
  const lang = useLang()
  const may = useMay()
  const [shown, ask] = useState<readonly View<'BuyerOrder'>[]>()
  const { give, busy } = useCommand('orders.forget', ({ orders }) =>
    say(orders ? { code: 'orders.forgetDone', args: { count: { kind: 'count', number: orders } } } : { code: 'orders.forgetBefore' }),
  )
  const theirs = order.customer.forgets
  const open = shown?.some((order) => order.open)
  if (!may('orders.forget') || !theirs?.length) return null
  return (
    <>
      <Button variant="subtle" size="compact-sm" className="bad" loading={busy} onClick={() => ask(theirs)}>
        {t('orders.forget')}
      </Button>
      {shown && (
        <Ask
          title={t('orders.forgetTitle', { order: order.no })}
          say={
            <>
              {t('orders.forgetSay')}
              {open && <b className="oc-forgets-say">{t('orders.forgetFirst')}</b>}
              {!open && new Set(shown.map(({ name }) => name)).size > 1 && <b className="oc-forgets-say">{t('orders.forgetNames')}</b>}
              <span className="oc-forgets" role="list" aria-label={t('orders.forgetThese')}>
                {shown.map(({ id, no, at, name, open }) => (
                  <span role="listitem" key={id}>
                    <b>{no}</b> {when(at, lang)} {name} {open && <Chip tone="attention">{t('orders.forgetOpen')}</Chip>}
                  </span>
                ))}
              </span>
            </>
          }
          questions={[]}
          button={t('orders.forget')}
          bad
          disabled={open}
          close={() => ask(undefined)}
          answer={() => give({ order: order.id, orders: shown.map(({ id }) => id) })}
        />
      )}
    </>
  )
}
