import { Checkbox } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { api, type View } from '../../shared/api/client'
import { useRight, useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { useMay } from '../session'
import { Loading, Trouble } from '../states'

/** Every role beside every right; a role that the product brings is only read. */
export function Roles() {
  const t = useT()
  const word = useRight()
  const may = useMay()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['people', 'roles'],
    queryFn: async () => (await api.GET('/api/roles')).data as View<'RolesPage'>,
  })
  const edit = useCommand('staff.role.edit', () => void queries.invalidateQueries({ queryKey: ['people'] }))
  if (error) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const toggle = (role: View<'Role'>, right: string) =>
    void edit.give({
      role: role.id,
      version: role.version,
      name: role.name,
      rights: role.rights.includes(right) ? role.rights.filter((one) => one !== right) : [...role.rights, right],
    })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <div className="pe-roles" tabIndex={0} role="region" aria-label={t('people.view.roles')}>
      <table className="tb tb-head">
        <thead>
          <tr>
            <th scope="col">{t('people.right')}</th>
            {data.roles.map(({ id, name, people }) => (
              <th key={id} scope="col">
                {name} <small>{people}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rights.map((right) => (
            <tr key={right}>
              <th scope="row">
                {word(right)} <small className="code soft">{right}</small>
              </th>
              {data.roles.map((role) => (
                <td key={role.id}>
                  {role.own || !may('staff.role.edit') ? (
                    role.rights.includes(right) && <Check size={15} role="img" aria-label={t('people.has')} />
                  ) : (
                    <Checkbox checked={role.rights.includes(right)} onChange={() => toggle(role, right)} aria-label={`${role.name}: ${word(right)}`} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
