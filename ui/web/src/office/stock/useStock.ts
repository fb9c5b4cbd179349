import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, type View } from '../../shared/api/client'
import { useMe } from '../session'
import { useList } from '../useList'
import { useStale } from '../useStale'

/** Stock by item. */
export function useStock(view: string, text: string) {
  const { site } = useMe()
  useStale('stock', site, ['stock'])
  const filter = { site, view, text: text || undefined }
  return useList(
    ['stock', 'items', filter],
    async (cursor) => (await api.GET('/api/stock', { params: { query: { ...filter, cursor } } })).data as View<'StockPage'>,
    (page) => page.rows,
  )
}

/** Stock by bin. */
export function useBinStock(text: string) {
  const { site } = useMe()
  useStale('stock', site, ['stock'])
  const filter = { site, text: text || undefined }
  return useList(
    ['stock', 'bins', filter],
    async (cursor) => (await api.GET('/api/stock/bins', { params: { query: { ...filter, cursor } } })).data as View<'BinStockPage'>,
    (page) => page.rows,
  )
}

/** Why an item cannot be sold. */
export function useWhy(item: string) {
  const { site } = useMe()
  return useQuery({
    queryKey: ['stock', 'why', site, item],
    placeholderData: keepPreviousData,
    queryFn: async () =>
      (await api.GET('/api/stock/why/{id}', { params: { path: { id: item }, query: { site } } })).data as View<'Why'>,
  })
}
