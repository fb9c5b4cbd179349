import { Button } from '@mantine/core'
import { Gift, Pencil, X } from 'lucide-react'
import { useEffect } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Chip, Keys, Person } from '../../shared/marks'
import { Do } from '../Do'
import { say } from '../notes'
import { useMay } from '../session'
import { Loading, Trouble } from '../states'
import { Tape } from '../Tape'
import { CarrierLabels } from './CarrierLabels'
import { EditOrder } from './EditOrder'
import { OrderLines } from './OrderLines'
import { OrderMoney } from './OrderMoney'
import { OrderStages } from './OrderStages'
import { OrderBuyer } from './OrderBuyer'
import { PrintPaper } from './PrintPaper'
import { sayReleased } from './released'
import { ShipWithout } from './ShipWithout'
import { tones } from './status'
import { useOrder } from './useOrder'
import './card.css'

interface CardProps {
  readonly id: string
  readonly close: () => void
  readonly editing: boolean
  readonly edit: (on: boolean) => void
  readonly cancel: (id: string) => void
}

/** All of one order over the list that stays alive beside it; J and K walk on. */
export function OrderCard({ id, close, editing, edit, cancel }: CardProps) {
  const t = useT()
  const { data: order, error, refetch } = useOrder(id)
  const shut = order && !order.may.includes('orders.edit')
  useEffect(() => {
    if (editing && shut) edit(false)
  }, [editing, shut, edit])
  return (
    <aside className="oc" role="dialog" aria-label={t('orders.card', { order: order?.no ?? '' })}>
      {order ? <Head order={order} close={close} editing={editing} edit={edit} cancel={cancel} /> : null}
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!order && !error && (
        <div className="oc-body">
          <Loading rows={16} height={38} />
        </div>
      )}
      {order && <OrderStages of={order.stages} />}
      {order && editing && !shut && <EditOrder key={order.id} order={order} close={() => edit(false)} />}
      {order && (!editing || shut) && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
        <div className="oc-body" tabIndex={0} role="region" aria-label={t('orders.card', { order: order.no })}>
          <OrderLines of={order} />
          <ShipWithout of={order} />
          <div className="oc-pair">
            <OrderBuyer of={order.customer} order={order} />
            <OrderMoney of={order} />
          </div>
          <CarrierLabels of={order} />
          <h3 className="oc-tape-title">
            {t('tape.title')} <small>{t('tape.say')}</small>
          </h3>
          <Tape of={order.tape} />
        </div>
      )}
    </aside>
  )
}

/** Takes the order off the picker or packer who has it. */
function TakeOff({ order }: { order: View<'OrderCard'> }) {
  const t = useT()
  const may = useMay()
  const name = (['pick.free', 'pack.free'] as const).find((one) => order.may.includes(one))
  if (!name || !may(name)) return null
  const packs = name === 'pack.free'
  const done = packs ? 'orders.freedPacker' : 'orders.freed'
  return (
    <Do name={name} variant="default" body={{ order: order.id }} done={() => say({ code: done, args: { order: { kind: 'order', text: order.no } } })}>
      {t(packs ? 'orders.freePacker' : 'orders.free')}
    </Do>
  )
}

function Head({ order, close, editing, edit, cancel }: Omit<CardProps, 'id'> & { order: View<'OrderCard'> }) {
  const t = useT()
  const may = useMay()
  return (
    <header className="oc-head">
      <h2>{order.no}</h2>
      <Chip tone={tones[order.status]}>{t(`order.status.${order.status}`)}</Chip>
      {order.holder && <Person short={order.holder.short} name={order.holder.name} />}
      {order.awaitsPayment && <Chip tone="attention">{t('orders.awaitsPayment')}</Chip>}
      {order.gift && (
        <span className="oc-mark">
          <Gift size={13} aria-hidden /> {t('orders.gift')}
        </span>
      )}
      {order.outerNo && <span className="oc-outer soft">{t('orders.outer', { no: order.outerNo, shop: order.shop })}</span>}
      <span className="or-push" />
      {order.may.includes('pick.release') && (
        <Do name="pick.release" cap="W" body={{ orders: [order.id] }} done={sayReleased}>
          {t('orders.release')}
        </Do>
      )}
      <TakeOff order={order} />
      {order.may.includes('orders.cancel') && may('orders.cancel') && (
        <Button variant="subtle" className="bad" onClick={() => cancel(order.id)}>
          {t('orders.cancel')}
        </Button>
      )}
      {order.may.includes('orders.edit') && may('orders.edit') && !editing && (
        <Button variant="default" leftSection={<Pencil size={14} aria-hidden />} rightSection={<Keys keys="E" />} onClick={() => edit(true)}>
          {t('act.edit')}
        </Button>
      )}
      <PrintPaper order={order.id} />
      <button className="icon-button" aria-label={t('act.close')} onClick={close}>
        <X size={18} aria-hidden />
      </button>
    </header>
  )
}
