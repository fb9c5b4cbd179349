import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { Banknote } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Body, View } from '../../shared/api/client'
import { money } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { say } from '../notes'
import { useMay } from '../session'
import { today } from './today'

type By = Body<'orders.pay'>['by']

const ways: readonly By[] = ['bank', 'card', 'cash']

/** Marks that money came for an order; offered while some is due, to those who may. */
export function PayOrder({ of: order }: { of: View<'OrderCard'> }) {
  const t = useT()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  if (!order.may.includes('orders.pay') || !may('orders.pay')) return null
  return (
    <>
      <Button variant="default" size="xs" leftSection={<Banknote size={14} aria-hidden />} onClick={() => setAsking(true)}>
        {t('orders.pay')}
      </Button>
      {asking && <Paid order={order} close={() => setAsking(false)} />}
    </>
  )
}

/** How much, how, when; what it does is said before it is done, since a receipt cannot be taken back by a click. */
function Paid({ order, close }: { order: View<'OrderCard'>; close: () => void }) {
  const t = useT()
  const lang = useLang()
  const [seen] = useState(order)
  const due = seen.sum.minor - seen.received.minor
  const [amount, setAmount] = useState<number | string>(due / 100)
  const [by, setBy] = useState<By>('bank')
  const [on, setOn] = useState(today)
  const { give, busy } = useCommand('orders.pay', () => {
    say({ code: 'orders.payed', args: { order: { kind: 'order', text: order.no } } })
    close()
  })
  const minor = Math.round(Number(amount) * 100)
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({ order: seen.id, version: seen.version, sum: { ...seen.sum, minor: seen.received.minor + minor }, by, on })
  }
  return (
    <FormDialog title={t('orders.payOf', { order: order.no })} size="sm" close={close} send={send} button={t('orders.pay')} busy={busy}>
      <p>{t(minor < due ? 'orders.paySayPart' : 'orders.paySay', { sum: money({ ...seen.sum, minor: due }, lang) })}</p>
      <NumberInput
        label={t('orders.payAmount', { currency: seen.sum.currency })}
        size="sm"
        required
        min={0.01}
        max={due / 100}
        decimalScale={2}
        data-autofocus
        value={amount}
        onChange={setAmount}
      />
      <NativeSelect
        label={t('orders.payBy')}
        size="sm"
        data={ways.map((value) => ({ value, label: t(`orders.payBy.${value}`) }))}
        value={by}
        onChange={(e) => setBy(e.currentTarget.value as By)}
      />
      <TextInput label={t('orders.payOn')} type="date" size="sm" required max={today()} value={on} onChange={(e) => setOn(e.currentTarget.value)} />
    </FormDialog>
  )
}
