import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { useKeys } from '../keys'
import { PickItem } from '../items/PickItem'
import { say } from '../notes'
import { type Added, EditLines } from './EditLines'

/** Keys that would walk on to another order. */
const away = ['KeyJ', 'KeyK', 'ArrowDown', 'ArrowUp', 'Home', 'End']

/**
 * Changes an order in place, against the version the person has seen. What somebody else changed meanwhile is shown
 * beside the field and never overwrites it.
 */
export function EditOrder({ order, close }: { order: View<'OrderCard'>; close: () => void }) {
  const t = useT()
  const [seen] = useState(order)
  const [quantities, setQuantities] = useState<Record<string, number>>({})
  const [added, setAdded] = useState<readonly Added[]>([])
  /** The line instead of which goods are being looked for. */
  const [replacing, setReplacing] = useState<View<'OrderLine'>>()
  const [address, setAddress] = useState(order.customer.address ?? '')
  const [comment, setComment] = useState(order.customer.comment ?? '')
  const [version, setVersion] = useState(order.version)
  const { give, busy } = useCommand('orders.edit', () => {
    say({ code: 'orders.edited', args: { order: { kind: 'order', text: order.no } } })
    close()
  })
  const moved = order.version !== version
  const changed =
    Object.entries(quantities).some(([line, qty]) => seen.items.find(({ id }) => id === line)?.qty.value !== qty) ||
    added.length > 0 ||
    address !== (seen.customer.address ?? '') ||
    comment !== (seen.customer.comment ?? '')
  const [warned, setWarned] = useState(false)
  const leave = () => (changed && !warned ? setWarned(true) : close())
  useKeys([{ code: 'Escape', cap: 'Esc', run: leave }, ...(changed ? away.map((code) => ({ code, cap: '', run: () => setWarned(true) })) : [])])
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) form.current?.querySelector('input')?.select() // on a phone a keyboard would cover it
  }, [])
  const pick = (row: View<'ItemRow'>) => {
    setAdded((before) => [...before, { row, qty: replacing?.qty.value ?? 1, price: row.price ? row.price.minor / 100 : '' }])
    if (replacing) setQuantities((before) => ({ ...before, [replacing.id]: 0 }))
    setReplacing(undefined)
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({
      order: order.id,
      version,
      lines: Object.entries(quantities).map(([line, qty]) => ({ line, qty })),
      ...(added.length > 0 && {
        add: added.map(({ row, qty, price }) => ({ item: row.item.id, qty, price: { minor: Math.round(Number(price) * 100), currency: order.sum.currency } })),
      }),
      ...(address !== (seen.customer.address ?? '') && { address }),
      ...(comment !== (seen.customer.comment ?? '') && { comment }),
    })
  }
  return (
    <form className="oc-body oc-edit" ref={form} onSubmit={send}>
      {warned && changed && (
        <p className="oc-moved" role="alert">
          {t('orders.unsaved')}
        </p>
      )}
      {moved && (
        <p className="oc-moved" role="alert">
          {t('orders.moved')}{' '}
          <button type="button" className="link" onClick={() => setVersion(order.version)}>
            {t('orders.movedTake')}
          </button>
        </p>
      )}
      <EditLines
        order={order}
        seen={seen}
        quantities={quantities}
        put={(line, qty) => setQuantities((before) => ({ ...before, [line]: qty }))}
        added={added}
        change={setAdded}
        replace={setReplacing}
      />
      <PickItem
        key={replacing?.id ?? 'more'}
        label={replacing ? t('orders.replaceBy', { name: replacing.item.name }) : t('orders.lineAdd')}
        pick={pick}
        autoFocus={replacing !== undefined}
      />
      <TextInput label={t('orders.address')} value={address} onChange={(event) => setAddress(event.currentTarget.value)} />
      <Textarea label={t('orders.comment')} autosize minRows={2} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
      <footer>
        <Button type="submit" loading={busy} disabled={moved}>
          {t('act.save')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('act.back')}
        </Button>
      </footer>
    </form>
  )
}
