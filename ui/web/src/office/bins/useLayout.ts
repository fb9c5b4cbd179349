import { useQuery } from '@tanstack/react-query'
import { api, type View } from '../../shared/api/client'

/** Of what the warehouse is made; before there is one, whose it can be. */
export function useLayout(site: string) {
  const { data } = useQuery({
    queryKey: ['bins', 'layout', site],
    queryFn: async () => (await api.GET('/api/layout', { params: { query: { site } } })).data as View<'LayoutPage'>,
  })
  return data
}
