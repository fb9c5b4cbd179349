import { Button, Select } from '@mantine/core'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../shared/locale'
import { Tag } from '../../shared/marks'
import { useCommand } from '../Do'
import { useMay, useMe } from '../session'
import type { PartProps } from './PersonPanel'
import { useRoles } from './useRoles'

/** The roles of a person; a role is given at one warehouse or everywhere. */
export function PersonRoles({ of: card, changed }: PartProps) {
  const t = useT()
  const may = useMay()
  const revoke = useCommand('staff.role.revoke', changed)
  return (
    <section>
      <h3>{t('people.roles')}</h3>
      <ul className="pe-list">
        {card.roles.map(({ role, name, site }) => (
          <li key={role + site?.id}>
            <Tag>{name}</Tag>
            <span className="soft">{site?.name ?? t('people.everywhere')}</span>
            {!card.left && may('staff.role.revoke') && (
              <button
                className="icon-button"
                aria-label={t('people.roleTake', { role: name })}
                onClick={() => void revoke.give({ person: card.person.id, role, ...(site && { site: site.id }) })}
              >
                <X size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {!card.left && may('staff.role.grant') && <Grant of={card} changed={changed} />}
    </section>
  )
}

const everywhere = '*'

function Grant({ of: card, changed }: PartProps) {
  const t = useT()
  const { sites } = useMe()
  const grant = useCommand('staff.role.grant', changed)
  const [role, setRole] = useState<string | null>(null)
  const [site, setSite] = useState(everywhere)
  const { data: roles } = useRoles()
  return (
    <div className="pe-grant">
      <Select
        size="xs"
        aria-label={t('people.role')}
        placeholder={t('people.role')}
        data={(roles?.roles ?? []).filter(({ archived }) => !archived).map(({ id, name }) => ({ value: id, label: name }))}
        value={role}
        onChange={setRole}
      />
      <Select
        size="xs"
        aria-label={t('nav.site')}
        allowDeselect={false}
        data={[{ value: everywhere, label: t('people.everywhere') }, ...sites.map(({ id, name }) => ({ value: id, label: name }))]}
        value={site}
        onChange={(value) => setSite(value ?? everywhere)}
      />
      <Button
        variant="default"
        disabled={!role}
        loading={grant.busy}
        onClick={() => role && void grant.give({ person: card.person.id, role, ...(site !== everywhere && { site }) })}
      >
        {t('people.roleGive')}
      </Button>
    </div>
  )
}
