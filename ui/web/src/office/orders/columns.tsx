import { Checkbox } from '@mantine/core'
import { Banknote, Gift, TriangleAlert } from 'lucide-react'
import type { View } from '../../shared/api/client'
import { money, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip, OrderNo } from '../../shared/marks'
import { Said } from '../../shared/Said'
import type { Column } from '../Table'
import type { Rows } from '../useRows'
import { tones } from './status'

type OrderRow = View<'OrderRow'>

/** The columns of the journal. The status follows the number; lines show how much is held; money speaks only when not paid. */
export function useColumns(list: Rows): readonly Column<OrderRow>[] {
  const t = useT()
  const lang = useLang()
  return [
    {
      key: 'choose',
      label: t('orders.choose'),
      className: 'or-check',
      cell: ({ id, no }) => (
        <Checkbox checked={list.picked.has(id)} onChange={() => list.pick(id)} aria-label={no} tabIndex={-1} />
      ),
    },
    { key: 'no', head: t('orders.no'), cell: ({ no }) => <OrderNo>{no}</OrderNo> },
    { key: 'at', head: t('orders.at'), cellClass: () => 'soft', cell: ({ at }) => when(at, lang) },
    {
      key: 'status',
      head: t('orders.status'),
      cell: ({ status }) => <Chip tone={tones[status]}>{t(`order.status.${status}`)}</Chip>,
    },
    { key: 'buyer', head: t('orders.buyer'), className: 'or-who tb-elastic', cell: (row) => <Who row={row} /> },
    { key: 'lines', head: t('orders.lines'), cell: ({ lines, held }) => <Held lines={lines} held={held} /> },
    { key: 'sum', head: t('orders.sum'), num: true, cell: ({ sum }) => money(sum, lang) },
    {
      key: 'paid',
      label: t('orders.paid'),
      className: 'or-pay',
      cell: ({ paid }) =>
        paid !== 'paid' && <Banknote size={15} className={paid} role="img" aria-label={t(`order.paid.${paid}`)} />,
    },
    { key: 'carrier', head: t('orders.carrier'), cell: ({ carrier }) => carrier },
    {
      key: 'leaves',
      head: t('orders.leaves'),
      num: true,
      cellClass: ({ late }) => (late ? 'bad' : ''),
      cell: ({ leaves, late }) => (
        <>
          {late && <TriangleAlert size={13} role="img" aria-label={t('orders.late')} />} {leaves ? when(leaves, lang) : '—'}
        </>
      ),
    },
  ]
}

function Who({ row }: { row: OrderRow }) {
  const t = useT()
  return (
    <>
      {row.buyer || t('orders.forgotten')} <span className="soft">{row.city}</span>
      {row.gift && (
        <span className="or-mark">
          <Gift size={12} aria-hidden /> {t('orders.gift')}
        </span>
      )}
      {row.awaitsPayment && (
        <span className="or-mark">
          <Banknote size={12} aria-hidden /> {t('orders.awaitsPayment')}
        </span>
      )}
      {row.notes.map((note) => (
        <span key={note.code} className="or-mark">
          <Said of={note} />
        </span>
      ))}
    </>
  )
}

function Held({ lines, held }: { lines: number; held: number }) {
  return (
    <span className="or-held">
      <i aria-hidden>
        <i style={{ width: `${(held / Math.max(lines, 1)) * 100}%` }} />
      </i>
      {held === lines ? lines : `${held} / ${lines}`}
    </span>
  )
}
