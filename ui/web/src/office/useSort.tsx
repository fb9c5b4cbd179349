import { ArrowDown, ArrowUp } from 'lucide-react'
import type { Column } from './Table'
import type { ListUrl } from './useListUrl'

export interface Sort<Order extends string, Row> {
  /** The rows in the order that the address asks for; equal ones stay as they came. */
  readonly sorted: (rows: readonly Row[]) => Row[]
  /** Key and head of a column by which one can sort. */
  readonly head: (key: Order, text: string) => Pick<Column<Row>, 'key' | 'head' | 'sorted'>
}

/** Sorts a list that is here as a whole: `orders` say by what, a first touch of a head sorts up, the next down. */
export function useSort<Order extends string, Row>(url: ListUrl, orders: Record<Order, (row: Row) => string | number>, first: NoInfer<Order>): Sort<Order, Row> {
  const asked = url.one('sort')
  const name = asked.replace('-', '')
  const by = Object.hasOwn(orders, name) ? (name as Order) : first
  const down = asked.startsWith('-')
  return {
    sorted: (rows) => rows.toSorted((a, b) => (down ? -1 : 1) * compare(orders[by](a), orders[by](b))),
    head: (key, text) => ({
      key,
      ...(key === by && { sorted: down ? ('descending' as const) : ('ascending' as const) }),
      head: (
        <button className="link" onClick={() => url.set({ sort: key === by && !down ? `-${key}` : key })}>
          {text} {key === by && (down ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
        </button>
      ),
    }),
  }
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
}
