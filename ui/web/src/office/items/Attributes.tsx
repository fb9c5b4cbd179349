import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useMay } from '../session'
import { DefineAttribute } from './DefineAttribute'

type Definition = View<'AttributeDefinition'>
type Values = Readonly<Record<string, string>>

/** The attributes of an item, each in a field of its type; more are chosen from those defined, or defined here. */
export function Attributes({ of, put }: { of: Values; put: (values: Values) => void }) {
  const t = useT()
  const may = useMay()
  const [defining, setDefining] = useState(false)
  const { data: all = [], refetch } = useQuery({
    queryKey: ['items', 'attributes'],
    queryFn: async () => (await api.GET('/api/attributes')).data?.rows ?? [],
  })
  const used = all.filter(({ name }) => name in of)
  const free = all.filter(({ name }) => !(name in of))
  const remove = (name: string) => put(Object.fromEntries(Object.entries(of).filter(([other]) => other !== name)))
  return (
    <fieldset className="it-set">
      <legend>{t('items.attributes')}</legend>
      {used.map((one) => (
        <div key={one.name} className="it-attribute">
          <Value of={one} value={of[one.name] ?? ''} put={(value) => put({ ...of, [one.name]: value })} />
          <button type="button" className="icon-button" aria-label={t('items.attributeRemove', { name: one.name })} onClick={() => remove(one.name)}>
            <Trash2 size={14} aria-hidden />
          </button>
        </div>
      ))}
      <div className="it-attribute">
        {free.length > 0 && (
          <NativeSelect
            size="sm"
            aria-label={t('items.attributeAdd')}
            data={[{ value: '', label: t('items.attributeAdd') }, ...free.map(({ name }) => ({ value: name, label: name }))]}
            value=""
            onChange={(e) => e.currentTarget.value && put({ ...of, [e.currentTarget.value]: first(free, e.currentTarget.value) })}
          />
        )}
        {may('catalog.attribute.define') && (
          <button type="button" className="link" onClick={() => setDefining(true)}>
            {t('items.attributeNew')}
          </button>
        )}
      </div>
      {defining && (
        <DefineAttribute
          close={() => setDefining(false)}
          made={async (one) => {
            await refetch()
            put({ ...of, [one.name]: first([one], one.name) })
          }}
        />
      )}
    </fieldset>
  )
}

/** What a new field shows is what is sent: of those that choose, the first. */
function first(all: readonly Definition[], name: string): string {
  const one = all.find((definition) => definition.name === name)
  return one?.type === 'yes' ? 'yes' : (one?.choices?.[0] ?? '')
}

function Value({ of: { name, type, unit, choices = [] }, value, put }: { of: Definition; value: string; put: (value: string) => void }) {
  const t = useT()
  const label = unit ? `${name}, ${unit}` : name
  switch (type) {
    case 'choice':
      return <NativeSelect label={label} size="sm" data={[...choices]} value={value} onChange={(e) => put(e.currentTarget.value)} />
    case 'yes':
      return (
        <NativeSelect
          label={label}
          size="sm"
          data={[{ value: 'yes', label: t('items.yes') }, { value: 'no', label: t('items.no') }]}
          value={value}
          onChange={(e) => put(e.currentTarget.value)}
        />
      )
    default:
      return (
        <TextInput
          label={label}
          size="sm"
          type={type === 'day' ? 'date' : 'text'}
          inputMode={type === 'number' ? 'decimal' : undefined}
          value={value}
          onChange={(e) => put(e.currentTarget.value)}
        />
      )
  }
}
