import { NumberInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Body } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { say } from '../notes'

export type Way = Body<'till.cash'>['way']

interface MoveCashProps {
  readonly register: string
  readonly way: Way
  readonly currency: string
  readonly close: () => void
}

/** Cash that is put into a drawer or taken out: how much, and why. */
export function MoveCash({ register, way, currency, close }: MoveCashProps) {
  const t = useT()
  const [amount, setAmount] = useState<number | string>('')
  const [reason, setReason] = useState('')
  const { give, busy } = useCommand('till.cash', () => {
    say({ code: 'register.asked' })
    close()
  })
  const words = t(way === 'in' ? 'register.cashIn' : 'register.cashOut')
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({ register, way, sum: { minor: Math.round(Number(amount) * 100), currency }, reason })
  }
  return (
    <FormDialog title={words} size="sm" close={close} send={send} button={words} busy={busy}>
      <p>{t('register.cashSay')}</p>
      <NumberInput label={t('register.amount', { currency })} size="sm" required min={0.01} decimalScale={2} data-autofocus value={amount} onChange={setAmount} />
      <TextInput label={t('ask.reason')} size="sm" required maxLength={300} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
    </FormDialog>
  )
}
