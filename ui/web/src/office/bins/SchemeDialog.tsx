import { NativeSelect, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type Body, Refused, type View } from '../../shared/api/client'
import { count } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { useFault } from '../../shared/Said'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { uses } from './uses'

type Scheme = View<'BinScheme'>
type Use = Body<'place.create_bins'>['use']

const parts = ['aisle', 'rack', 'level', 'cell'] as const
interface SchemeDialogProps {
  readonly site: string
  readonly zones: readonly View<'PlaceMark'>[]
  readonly made: () => void
  readonly close: () => void
}

/** Bins by a scheme of addresses: what it would make is shown first; then they are made, so many at a time. */
export function SchemeDialog({ site, zones, made, close }: SchemeDialogProps) {
  const t = useT()
  const lang = useLang()
  const queries = useQueryClient()
  const [parent, setParent] = useState(zones[0]?.id ?? site)
  const [use, setUse] = useState<Use>('pick_face')
  const [scheme, setScheme] = useState<Scheme>({ prefix: zones[0]?.code ?? '', aisleFrom: '01', aisleTo: '04', rackFrom: '01', rackTo: '10', levelFrom: '1', levelTo: '3' })
  const [done, setDone] = useState<number>()
  const create = useCommand('place.create_bins')
  const asked = { site, ...written(scheme) }
  const { data: preview, error, isPlaceholderData: old } = useQuery({
    queryKey: ['bins', 'scheme', asked],
    placeholderData: keepPreviousData,
    queryFn: async () => (await api.GET('/api/layout/scheme', { params: { query: asked } })).data as View<'SchemePreview'>,
  })
  const left = preview && !old && !error && !preview.taken && preview.made < preview.count
  const put = (name: keyof Scheme, value: string) => setScheme((before) => ({ ...before, [name]: value }))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!left) return
    for (let from = preview.made; from < preview.count; from += preview.step) {
      setDone(from)
      if (!(await create.give({ parent, use, from, scheme: written(scheme) }))) {
        setDone(undefined)
        void queries.invalidateQueries({ queryKey: ['bins'] })
        return
      }
    }
    made()
    close()
  }
  return (
    <FormDialog
      title={t('layout.bins')}
      close={close}
      send={(event) => void send(event)}
      button={t('layout.binsMake')}
      busy={done !== undefined}
      disabled={!left}
    >
      <p>{t('layout.schemeSay')}</p>
      <div className="bn-pair">
        <NativeSelect
          label={t('layout.in')}
          size="sm"
          data-autofocus
          data={[...zones.map(({ id, code }) => ({ value: id, label: code })), { value: site, label: t('layout.wholeSite') }]}
          value={parent}
          onChange={(e) => setParent(e.currentTarget.value)}
        />
        <NativeSelect
          label={t('bins.purpose')}
          size="sm"
          data={uses.map(([value, purpose]) => ({ value, label: t(`purpose.${purpose}`) }))}
          value={use}
          onChange={(e) => setUse(e.currentTarget.value as Use)}
        />
      </div>
      <TextInput label={t('layout.prefix')} size="sm" value={scheme.prefix ?? ''} onChange={(e) => put('prefix', e.currentTarget.value)} />
      {parts.map((part) => (
        <div key={part} className="bn-pair">
          {(['from', 'to'] as const).map((end) => {
            const name = `${part}${end === 'from' ? 'From' : 'To'}` as const
            return (
              <TextInput
                key={end}
                label={t(`layout.${end}`, { part: t(`layout.${part}`) })}
                size="sm"
                value={scheme[name] ?? ''}
                onChange={(e) => put(name, e.currentTarget.value)}
              />
            )
          })}
        </div>
      ))}
      <Preview of={preview} error={error} />
      {done !== undefined && preview && <p role="status">{t('layout.progress', { done: count(done, lang), all: count(preview.count, lang) })}</p>}
    </FormDialog>
  )
}

/** How many bins a scheme makes, its first and last name, or why it makes none. */
function Preview({ of: preview, error }: { of?: View<'SchemePreview'>; error: unknown }) {
  const t = useT()
  const lang = useLang()
  const fault = useFault()
  if (error instanceof Refused) {
    return (
      <p className="bad" role="alert">
        {fault(error.code, error.args)}
      </p>
    )
  }
  if (!preview) return <p />
  const { count: all, first, last, made, taken } = preview
  return (
    <div className="bn-preview" aria-live="polite">
      <b>{t('layout.count', { count: all })}</b> <span className="code">{t('layout.firstLast', { first, last })}</span>
      {made > 0 && <p>{t('layout.already', { done: count(made, lang) })}</p>}
      {taken && <p className="bad">{t('layout.taken', { name: taken })}</p>}
    </div>
  )
}

/** What of a scheme was filled in. */
function written(scheme: Scheme): Scheme {
  return Object.fromEntries(Object.entries(scheme).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ''))
}
