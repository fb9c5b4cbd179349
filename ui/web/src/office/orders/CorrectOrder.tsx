import { Button, NativeSelect, TextInput } from '@mantine/core'
import { ReceiptText } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Body, View } from '../../shared/api/client'
import { money } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { say } from '../notes'
import { useMay } from '../session'
import { today } from './today'

type Paper = Body<'till.correct'>['paper']

const papers: readonly Paper[] = ['memo', 'statement', 'order']

/** Registers a sale that nobody registered; offered for an order that is gone without a receipt, to those who may. */
export function CorrectOrder({ of: order }: { of: View<'OrderCard'> }) {
  const t = useT()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  if (!order.may.includes('till.correct') || !may('till.correct')) return null
  return (
    <>
      <Button variant="default" size="xs" leftSection={<ReceiptText size={14} aria-hidden />} onClick={() => setAsking(true)}>
        {t('orders.correct')}
      </Button>
      {asking && <Corrected order={order} close={() => setAsking(false)} />}
    </>
  )
}

/** After which paper, of which day; what it does is said before it is done, since a register takes nothing back. */
function Corrected({ order, close }: { order: View<'OrderCard'>; close: () => void }) {
  const t = useT()
  const lang = useLang()
  const [seen] = useState(order)
  const [paper, setPaper] = useState<Paper>('memo')
  const [number, setNumber] = useState('')
  const [on, setOn] = useState(today)
  const { give, busy } = useCommand('till.correct', () => {
    say({ code: 'orders.corrected', args: { order: { kind: 'order', text: order.no } } })
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({ order: seen.id, paper, on, ...(number.trim() && { number: number.trim() }) })
  }
  return (
    <FormDialog title={t('orders.correctOf', { order: order.no })} size="sm" close={close} send={send} button={t('orders.correct')} busy={busy}>
      <p>{t('orders.correctSay', { sum: money(seen.sum, lang) })}</p>
      <NativeSelect
        label={t('orders.correctPaper')}
        size="sm"
        data={papers.map((value) => ({ value, label: t(`orders.correctPaper.${value}`) }))}
        value={paper}
        onChange={(e) => setPaper(e.currentTarget.value as Paper)}
      />
      <TextInput
        label={t('orders.correctNumber')}
        size="sm"
        required={paper === 'order'}
        maxLength={32}
        value={number}
        onChange={(e) => setNumber(e.currentTarget.value)}
      />
      <TextInput label={t('orders.correctOn')} type="date" size="sm" required max={today()} value={on} onChange={(e) => setOn(e.currentTarget.value)} />
    </FormDialog>
  )
}
