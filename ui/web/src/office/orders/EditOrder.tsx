import { Button, NumberInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { ItemRef } from '../../shared/marks'
import { useCommand } from '../Do'
import { say } from '../notes'

/**
 * Changes an order in place, against the version the person has seen. What somebody else changed meanwhile is shown
 * beside the field and never overwrites it.
 */
export function EditOrder({ order, close }: { order: View<'OrderCard'>; close: () => void }) {
  const t = useT()
  const [seen] = useState(order)
  const [quantities, setQuantities] = useState<Record<string, number>>({})
  const [address, setAddress] = useState(order.customer.address ?? '')
  const [comment, setComment] = useState(order.customer.comment ?? '')
  const [version, setVersion] = useState(order.version)
  const { give, busy } = useCommand('orders.edit', () => {
    say({ code: 'orders.edited', args: { order: { kind: 'order', text: order.no } } })
    close()
  })
  const moved = order.version !== version
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({
      order: order.id,
      version,
      lines: Object.entries(quantities).map(([line, qty]) => ({ line, qty })),
      ...(address !== (seen.customer.address ?? '') && { address }),
      ...(comment !== (seen.customer.comment ?? '') && { comment }),
    })
  }
  return (
    <form className="oc-body oc-edit" onSubmit={send}>
      {moved && (
        <p className="oc-moved" role="alert">
          {t('orders.moved')}{' '}
          <button type="button" className="link" onClick={() => setVersion(order.version)}>
            {t('orders.movedTake')}
          </button>
        </p>
      )}
      <table className="tb oc-lines" aria-label={t('orders.lines')}>
        <tbody>
          {order.items.map((line) => {
            const was = seen.items.find(({ id }) => id === line.id)?.qty.value
            return (
              <tr key={line.id}>
                <td>
                  <ItemRef item={line.item} size={28} />
                </td>
                <td className="soft">{was !== line.qty.value && t('orders.nowIs', { value: line.qty.value })}</td>
                <td className="num">
                  <NumberInput
                    size="xs"
                    w={90}
                    min={0}
                    allowDecimal={false}
                    aria-label={`${line.item.name} ${line.item.differs ?? ''}`}
                    value={quantities[line.id] ?? line.qty.value}
                    onChange={(value) => setQuantities((before) => ({ ...before, [line.id]: Number(value) }))}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
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
