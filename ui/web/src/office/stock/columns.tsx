import type { View } from '../../shared/api/client'
import { count, date } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Bin, Chip, Code, ItemRef, type Part, StockBar } from '../../shared/marks'
import { Where } from '../orders/OrderLines'
import type { Column } from '../Table'

type StockRow = View<'StockRow'>
type BinStock = View<'BinStock'>

const soonOut = 2

/** What the column of bins holds, in characters of its plates, and what the edges of a plate take of it. */
const room = 22
const edges = 2

/** How many plates stand whole in their column, one at least; the rest are counted. */
export function fitting(codes: readonly string[]): number {
  const over = codes.findIndex((_, at) => codes.slice(0, at + 1).reduce((sum, code) => sum + code.length + edges, 0) > room)
  return over < 0 ? codes.length : Math.max(1, over)
}

/** Free, in orders, not sellable, coming: always in this order. */
export function useParts(): (row: Pick<StockRow, 'free' | 'promised' | 'stopped' | 'coming'>) => Part[] {
  const t = useT()
  return (row) => [
    { tone: 'ok', qty: row.free, label: t('stock.part.free') },
    { tone: 'reserve', qty: row.promised, label: t('stock.part.promised') },
    { tone: 'wrong', qty: row.stopped, label: t('stock.part.stopped') },
    { tone: 'info', qty: row.coming, label: t('stock.part.coming') },
  ]
}

export function useItemColumns(): readonly Column<StockRow>[] {
  const t = useT()
  const lang = useLang()
  const parts = useParts()
  return [
    { key: 'item', head: t('stock.item'), className: 'st-item', cell: ({ item }) => <ItemRef item={item} size={26} /> },
    {
      key: 'free',
      head: t('stock.free'),
      num: true,
      className: 'st-free',
      cellClass: ({ free }) => (free === 0 ? 'bad' : ''),
      cell: ({ free }) => count(free, lang),
    },
    {
      key: 'make',
      head: t('stock.make'),
      className: 'tb-half',
      cell: (row) => (
        <span className="st-make" style={{ width: `${Math.min(100, 22 + (row.on + row.coming) * 0.46)}%` }}>
          <StockBar parts={parts(row)} height={10} />
        </span>
      ),
    },
    {
      key: 'bins',
      head: t('stock.where'),
      className: 'st-bins tb-half',
      cell: ({ bins, more }) => {
        const shown = fitting(bins.map(({ code }) => code))
        const rest = more + bins.length - shown
        return (
          <>
            {bins.slice(0, shown).map(({ id, code }) => (
              <Bin key={id} code={code} />
            ))}
            {rest > 0 && <span className="soft">+{rest}</span>}
          </>
        )
      },
    },
    {
      key: 'days',
      head: t('stock.days'),
      num: true,
      className: 'st-days',
      cellClass: ({ days }) => (days !== undefined && days < soonOut ? 'bad' : ''),
      cell: ({ days }) => days !== undefined && t('stock.lasts', { count: days }),
    },
  ]
}

export function useBinColumns(): readonly Column<BinStock>[] {
  const t = useT()
  const lang = useLang()
  return [
    { key: 'place', head: t('stock.place'), cell: ({ place }) => <Where place={place} /> },
    { key: 'item', head: t('stock.item'), className: 'tb-elastic', cell: ({ item }) => <ItemRef item={item} size={26} /> },
    { key: 'lot', head: t('stock.lot'), className: 'tb-half', cell: ({ lot }) => lot && <Code>{lot}</Code> },
    { key: 'expiry', head: t('stock.expiry'), cell: ({ expiry }) => expiry && date(expiry, lang) },
    {
      key: 'condition',
      head: t('stock.condition'),
      cell: ({ condition }) =>
        condition !== 'good' && <Chip tone={condition === 'second' ? 'attention' : 'wrong'}>{t(`condition.${condition}`)}</Chip>,
    },
    { key: 'held', head: t('stock.held'), num: true, cell: ({ held }) => (held > 0 ? count(held, lang) : '') },
    { key: 'qty', head: t('stock.qty'), num: true, cell: ({ qty }) => <b>{count(qty.value, lang)}</b> },
  ]
}
