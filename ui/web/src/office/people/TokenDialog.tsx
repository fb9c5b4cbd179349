import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { useMe } from '../session'
import { Loading, Trouble } from '../states'
import { RightsPick } from './RightsPick'
import { useRoles } from './useRoles'

interface TokenDialogProps {
  /** Who answers for the key. */
  readonly person: string
  readonly close: () => void
  readonly show: (secret: View<'Secret'>) => void
}

const longest = 60

/** How many days a key lives; nought is for ever. */
const lives = [
  [30, 'people.tokenMonth'],
  [90, 'people.tokenQuarter'],
  [365, 'people.tokenYear'],
  [0, 'people.tokenForever'],
] as const

/** A key for another program: what it may, where, and for how long. */
export function TokenDialog({ person, close, show }: TokenDialogProps) {
  const t = useT()
  const { sites } = useMe()
  const { data: all, error, refetch } = useRoles()
  const [name, setName] = useState('')
  const [rights, setRights] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState<string[]>([])
  const [days, setDays] = useState('365')
  const make = useCommand('staff.token.make', (secret) => {
    show(secret)
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void make.give({ person, name, rights: [...rights], sites: chosen, days: Number(days) })
  }
  return (
    <FormDialog
      title={t('people.tokenMake')}
      size="lg"
      close={close}
      send={send}
      button={t('people.tokenMake')}
      busy={make.busy}
      disabled={rights.length === 0}
      before={<span className="soft pe-count">{t('people.rightsChosen', { count: rights.length })}</span>}
    >
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!all && !error && <Loading rows={6} />}
      {all && (
        <>
          <div className="pe-two">
            <TextInput
              label={t('people.tokenName')}
              size="sm"
              required
              data-autofocus
              maxLength={longest}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
            />
            <NativeSelect
              label={t('people.tokenLife')}
              size="sm"
              data={lives.map(([value, label]) => ({ value: String(value), label: t(label) }))}
              value={days}
              onChange={(e) => setDays(e.currentTarget.value)}
            />
          </div>
          <Checkbox.Group size="sm" label={t('people.tokenSites')} description={t('people.tokenSitesSay')} value={chosen} onChange={setChosen}>
            <div className="pe-sites">
              {sites.map((site) => (
                <Checkbox key={site.id} size="sm" value={site.id} label={site.name} />
              ))}
            </div>
          </Checkbox.Group>
          <RightsPick groups={all.groups} chosen={rights} change={setRights} {...(chosen.length === 0 && { mine: all.mine })} />
        </>
      )}
    </FormDialog>
  )
}
