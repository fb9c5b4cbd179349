import { api, type View } from '../../shared/api/client'
import { useMe } from '../session'
import { useList } from '../useList'
import type { ListUrl } from '../useListUrl'
import { useStale } from '../useStale'

export const facetNames = ['status', 'shop', 'carrier', 'paid'] as const
export type FacetName = (typeof facetNames)[number]

/** Orders as the address filters them, page by page, kept fresh by the topic. */
export function useOrders(url: ListUrl) {
  const { site } = useMe()
  useStale('orders', site, ['orders'])
  const filter = {
    site,
    view: url.one('view') || 'today',
    text: url.one('text') || undefined,
    ...Object.fromEntries(facetNames.map((name) => [name, url.many(name)])),
  }
  const list = useList(
    ['orders', filter],
    async (cursor) => (await api.GET('/api/orders', { params: { query: { ...filter, cursor } } })).data as View<'OrdersPage'>,
    (page) => page.rows,
  )
  return { ...list, filter }
}
