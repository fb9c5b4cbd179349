import { useQuery } from '@tanstack/react-query'
import { api, type View } from '../../shared/api/client'

/** Every role, those out of use among them, and every right. */
export function useRoles() {
  return useQuery({
    queryKey: ['people', 'roles'],
    queryFn: async () => (await api.GET('/api/roles')).data as View<'RolesPage'>,
  })
}
