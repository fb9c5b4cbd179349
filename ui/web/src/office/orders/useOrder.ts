import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, type View } from '../../shared/api/client'

/** One order; the list's topic makes it fresh, since its key begins with "orders". */
export function useOrder(id: string) {
  return useQuery({
    queryKey: ['orders', 'card', id],
    placeholderData: keepPreviousData,
    queryFn: async () => (await api.GET('/api/orders/{id}', { params: { path: { id } } })).data as View<'OrderCard'>,
  })
}
