import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { type Key, useT } from '../../shared/locale'
import { Tag } from '../../shared/marks'
import { useCommand, useWhyNot } from '../Do'
import { say } from '../notes'
import { useMe } from '../session'
import { Shell } from '../Shell'
import { Loading, Trouble } from '../states'
import { useListUrl } from '../useListUrl'
import { Entities } from './Entities'
import './settings.css'

type Group = View<'SettingsGroup'>

const company = 'company'

/** Policy kept in the store, of the company or of one warehouse that decided otherwise; each change is in the journal. */
export function Settings() {
  const t = useT()
  const { sites } = useMe()
  const url = useListUrl('/settings')
  const site = url.one('site')
  const { data, error, refetch } = useQuery({
    queryKey: ['settings', site],
    queryFn: async () => (await api.GET('/api/settings', { params: { query: { site } } })).data as View<'SettingsPage'>,
  })
  return (
    <Shell
      title={t('settings.title')}
      tools={
        sites.length > 0 && (
          <Select
            aria-label={t('settings.where')}
            size="sm"
            allowDeselect={false}
            data={[{ value: company, label: t('settings.company') }, ...sites.map(({ id, name }) => ({ value: id, label: name }))]}
            value={site || company}
            onChange={(to) => url.set({ site: to === company ? '' : (to ?? '') })}
          />
        )
      }
    >
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
        <div className="se" tabIndex={0} role="region" aria-label={t('settings.title')}>
          {!site && <Entities />}
          {data.groups.map((group) => (
            <Form key={`${site} ${group.owner} ${group.version}`} of={group} site={site} />
          ))}
        </div>
      )}
    </Shell>
  )
}

function Form({ of: group, site }: { of: Group; site: string }) {
  const t = useT()
  const queries = useQueryClient()
  const [values, setValues] = useState<Record<string, string>>({})
  const whyNot = useWhyNot('settings.edit')
  const { give, busy } = useCommand('settings.edit', () => {
    say({ code: 'settings.saved' })
    void queries.invalidateQueries({ queryKey: ['settings'] })
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({ owner: group.owner, site: site || undefined, version: group.version, values })
  }
  return (
    <form onSubmit={send}>
      <h2>{t(`settings.${group.owner}` as Key)}</h2>
      {site && (group.own ? <Tag>{t('settings.own')}</Tag> : <p className="soft">{t('settings.follows')}</p>)}
      {group.fields.map((field) => (
        <Field
          key={field.name}
          owner={group.owner}
          of={field}
          value={values[field.name] ?? field.value}
          change={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <footer>
        <Button type="submit" variant="default" loading={busy} disabled={Object.keys(values).length === 0 || Boolean(whyNot)} title={whyNot}>
          {t('act.save')}
        </Button>
        {group.own && (
          <Button variant="subtle" disabled={Boolean(whyNot)} title={whyNot} onClick={() => void give({ owner: group.owner, site, version: group.version, follow: true })}>
            {t('settings.follow')}
          </Button>
        )}
      </footer>
    </form>
  )
}

interface FieldProps {
  readonly owner: string
  readonly of: View<'Setting'>
  readonly value: string
  readonly change: (value: string) => void
}

function Field({ owner, of: field, value, change }: FieldProps) {
  const t = useT()
  const label = t(`settings.${owner}.${field.name}` as Key)
  switch (field.kind) {
    case 'switch':
      return <Switch label={label} checked={value === 'true'} onChange={(event) => change(String(event.currentTarget.checked))} />
    case 'number':
      return <NumberInput label={label} size="sm" allowDecimal={false} suffix={field.unit && ` ${t(`settings.unit.${field.unit}` as Key)}`} value={value} onChange={(now) => change(String(now))} />
    case 'choice':
      return (
        <Select
          label={label}
          size="sm"
          allowDeselect={false}
          data={field.choices.map((one) => ({ value: one, label: t(`settings.${owner}.${field.name}.${one}` as Key) }))}
          value={value}
          onChange={(now) => change(now ?? value)}
        />
      )
    case 'time':
      return <TextInput type="time" label={label} description={t('settings.time')} size="sm" value={value} onChange={(event) => change(event.currentTarget.value)} />
    default:
      return <TextInput label={label} size="sm" value={value} onChange={(event) => change(event.currentTarget.value)} />
  }
}
