import { NumberInput } from '@mantine/core'
import { Replace, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { money } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip, ItemRef } from '../../shared/marks'
import { lacksOf } from './short'
import { totalOf } from './total'

/** A line that is not there yet. */
export interface Added {
  readonly row: View<'ItemRow'>
  readonly qty: number
  /** Of one base unit, as its field has it. */
  readonly price: number | string
}

interface EditLinesProps {
  readonly order: View<'OrderCard'>
  /** The order as it was when editing began. */
  readonly seen: View<'OrderCard'>
  readonly quantities: Readonly<Record<string, number>>
  readonly put: (line: string, qty: number) => void
  readonly added: readonly Added[]
  readonly change: (added: readonly Added[]) => void
  readonly replace: (line: View<'OrderLine'>) => void
}

/** The lines of an order as they are to be, with what they come to. */
export function EditLines({ order, seen, quantities, put, added, change, replace }: EditLinesProps) {
  const t = useT()
  const lang = useLang()
  const qtyOf = (line: View<'OrderLine'>) => quantities[line.id] ?? line.qty.value
  const alter = (at: number, more: Partial<Added>) => change(added.map((one, i) => (i === at ? { ...one, ...more } : one)))
  return (
    <table className="tb oc-lines" aria-label={t('orders.lines')}>
      <tbody>
        {order.items.map((line) => {
          const was = seen.items.find(({ id }) => id === line.id)?.qty.value
          const name = [line.item.name, line.item.differs].filter(Boolean).join(' ')
          return (
            <tr key={line.id} className={qtyOf(line) === 0 ? 'past' : ''}>
              <td>
                <ItemRef item={line.item} size={28} />
              </td>
              <td className="soft">
                {was !== line.qty.value && t('orders.nowIs', { value: line.qty.value })}
                {lacksOf(line, qtyOf(line)) > 0 && <Chip tone="attention">{t('orders.shortOf', { count: lacksOf(line, qtyOf(line)) })}</Chip>}
              </td>
              <td className="num">
                <Quantity name={name} min={0} value={qtyOf(line)} put={(qty) => put(line.id, qty)} />
              </td>
              <td className="num">{money({ ...line.price, minor: line.price.minor * qtyOf(line) }, lang)}</td>
              <td className="oc-line-acts">
                <button type="button" className="icon-button" aria-label={t('orders.replace', { name })} onClick={() => replace(line)}>
                  <Replace size={14} aria-hidden />
                </button>
                <button type="button" className="icon-button" aria-label={t('orders.remove', { name })} onClick={() => put(line.id, 0)}>
                  <Trash2 size={14} aria-hidden />
                </button>
              </td>
            </tr>
          )
        })}
        {added.map(({ row, qty, price }, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- the same goods may stand twice
          <tr key={`${row.item.id} ${i}`}>
            <td>
              <ItemRef item={row.item} size={28} />
            </td>
            <td>{qty > row.free && <Chip tone="attention">{t('orders.shortOf', { count: qty - Math.max(row.free, 0) })}</Chip>}</td>
            <td className="num">
              <Quantity name={row.item.name} min={1} value={qty} put={(more) => alter(i, { qty: more })} />
            </td>
            <td className="num">
              <NumberInput
                size="xs"
                w={110}
                min={0}
                required
                decimalScale={2}
                aria-label={t('orders.priceOf', { name: row.item.name })}
                value={price}
                onChange={(value) => alter(i, { price: value })}
              />
            </td>
            <td className="oc-line-acts">
              <button
                type="button"
                className="icon-button"
                aria-label={t('orders.remove', { name: row.item.name })}
                onClick={() => change(added.filter((_, at) => at !== i))}
              >
                <Trash2 size={14} aria-hidden />
              </button>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>{t('orders.willBe')}</td>
          <td className="num" colSpan={2}>
            <b>{money(totalOf(order, quantities, added), lang)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** How much of a line: a field that was emptied is no number yet, and one that is left empty has what it had. */
export function Quantity({ name, min, value, put }: { name: string; min: number; value: number; put: (qty: number) => void }) {
  const [empty, setEmpty] = useState(false)
  const typed = (now: number | string) => {
    setEmpty(now === '')
    if (now !== '') put(Number(now))
  }
  return (
    <NumberInput
      size="xs"
      w={90}
      min={min}
      required
      allowDecimal={false}
      allowNegative={false}
      aria-label={name}
      value={empty ? '' : value}
      onChange={typed}
      onBlur={() => setEmpty(false)}
    />
  )
}
