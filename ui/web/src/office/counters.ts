import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type View } from '../shared/api/client'
import { useLive } from '../shared/live'
import { useMe } from './session'

export type Counters = View<'Counters'>

/** Work that waits, live. */
export function useCounters(): Counters | undefined {
  const { site } = useMe()
  const queries = useQueryClient()
  const key = ['counters', site]
  const { data } = useQuery({
    queryKey: key,
    queryFn: async () => (await api.GET('/api/counters', { params: { query: { site } } })).data as Counters,
    staleTime: Infinity,
    enabled: site !== '', // of a node without a warehouse there is nothing to count
  })
  const take = (counters: Counters) => queries.setQueryData(key, counters)
  useLive(site === '' ? undefined : 'counters', site, { snapshot: take, frame: take })
  return data
}
