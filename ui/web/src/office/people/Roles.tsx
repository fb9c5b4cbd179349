import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { useRight, useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { useMay } from '../session'
import { Loading, Trouble } from '../states'
import { RoleDialog } from './RoleDialog'
import { useRoles } from './useRoles'

interface RolesProps {
  /** Whether a new role is being made. */
  readonly making: boolean
  readonly made: () => void
}

/** Every role beside every right by what it is about; a role that the product brings is only read. */
export function Roles({ making, made }: RolesProps) {
  const t = useT()
  const may = useMay()
  const queries = useQueryClient()
  const { data, error, refetch } = useRoles()
  const [opened, setOpened] = useState<string>()
  const again = () => void queries.invalidateQueries({ queryKey: ['people'] })
  if (error) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const roles = data.roles.filter(({ archived }) => !archived)
  const gone = data.roles.filter(({ archived }) => archived)
  const role = roles.find(({ id }) => id === opened)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <div className="pe-roles" tabIndex={0} role="region" aria-label={t('people.view.roles')}>
      <table className="tb tb-head">
        <thead>
          <tr>
            <th scope="col">{t('people.right')}</th>
            {roles.map(({ id, name, people, own }) => (
              <th key={id} scope="col">
                {own || !may('staff.role.edit') ? (
                  name
                ) : (
                  <button className="link" aria-label={t('people.roleEditOf', { role: name })} onClick={() => setOpened(id)}>
                    {name}
                  </button>
                )}{' '}
                <small>{people}</small>
              </th>
            ))}
          </tr>
        </thead>
        {data.groups.map((group) => (
          <Rows key={group.name} of={group} roles={roles} changed={again} />
        ))}
      </table>
      {gone.length > 0 && <Gone roles={gone} changed={again} />}
      {(making || role) && (
        <RoleDialog
          key={role?.id}
          {...(role && { of: role })}
          all={data}
          done={again}
          close={() => {
            setOpened(undefined)
            made()
          }}
        />
      )}
    </div>
  )
}

interface RowsProps {
  readonly of: View<'RightGroup'>
  readonly roles: readonly View<'Role'>[]
  readonly changed: () => void
}

/** The rights about one thing, a row each. */
function Rows({ of: group, roles, changed }: RowsProps) {
  const t = useT()
  const word = useRight()
  const may = useMay()
  const edit = useCommand('staff.role.edit', changed)
  const toggle = (role: View<'Role'>, right: string) =>
    void edit.give({
      role: role.id,
      version: role.version,
      name: role.name,
      rights: role.rights.includes(right) ? role.rights.filter((one) => one !== right) : [...role.rights, right],
    })
  return (
    <tbody>
      <tr className="pe-group">
        <th scope="rowgroup" colSpan={roles.length + 1}>
          {t(`people.group.${group.name}` as 'people.group.floor')}
        </th>
      </tr>
      {group.rights.map((right) => (
        <tr key={right}>
          <th scope="row">
            {word(right)} <small className="code soft">{right}</small>
          </th>
          {roles.map((role) => (
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
  )
}

/** Roles out of use; each can come back. */
function Gone({ roles, changed }: { roles: readonly View<'Role'>[]; changed: () => void }) {
  const t = useT()
  const may = useMay()
  const restore = useCommand('staff.role.restore', changed)
  return (
    <section className="pe-gone">
      <h2>{t('people.rolesArchived')}</h2>
      <ul>
        {roles.map(({ id, name, version }) => (
          <li key={id}>
            <span className="soft">{name}</span>
            {may('staff.role.restore') && (
              <button className="link" onClick={() => void restore.give({ role: id, version })}>
                {t('people.roleRestore')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
