import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLang, useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { type Tax, countries, taxFor } from '../settings/taxes'
import { TaxSelect } from '../settings/TaxSelect'
import { currencies } from './currencies'
import { useLayout } from './useLayout'
import { modern, timeZones } from './zones'

/** What a warehouse is called, where and in which money it works, and whose its stock is: a legal entity that is there, or a new one. */
export function SiteForm({ made }: { made: (site: string) => void }) {
  const t = useT()
  const lang = useLang()
  const queries = useQueryClient()
  const known = useLayout('')?.entities ?? []
  const here = modern(new Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [form, setForm] = useState({
    name: '', timezone: here, currency: lang === 'uk' ? 'UAH' : 'RUB', chosen: undefined as string | undefined,
    entity: '', taxID: '', country: lang === 'uk' ? 'UA' : 'RU', tax: '' as Tax | '',
  })
  const owned = form.chosen ?? known[0]?.id ?? ''
  const put = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }))
  const save = useCommand('place.save_entity')
  const make = useCommand('place.create_site')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const { name, timezone, currency, entity, taxID, country, tax } = form
    let owner = owned
    if (!owner) {
      if (!tax) return
      const saved = await save.give({ name: entity, country, tax, ...(taxID && { taxID }) })
      if (!saved) return
      owner = saved.id
      // Should the warehouse be refused, the legal entity is not made twice.
      await queries.invalidateQueries({ queryKey: ['bins', 'layout'] })
      put({ chosen: owner })
    }
    const [site] = (await make.give({ name, timezone, currency, owner }))?.ids ?? []
    if (site) made(site)
  }
  const countryNames = new Intl.DisplayNames(lang, { type: 'region' })
  const zones = [...new Set([here, 'UTC', ...timeZones()])]
  return (
    <form className="ask bn-first" onSubmit={(event) => void send(event)}>
      <TextInput label={t('layout.name')} size="sm" required value={form.name} onChange={(e) => put({ name: e.currentTarget.value })} />
      <div className="bn-pair">
        <NativeSelect label={t('layout.timezone')} size="sm" data={zones} value={form.timezone} onChange={(e) => put({ timezone: e.currentTarget.value })} />
        <NativeSelect label={t('layout.currency')} size="sm" data={currencies} value={form.currency} onChange={(e) => put({ currency: e.currentTarget.value })} />
      </div>
      {known.length > 0 && (
        <NativeSelect
          label={t('layout.entity')}
          size="sm"
          data={[...known.map(({ id, name }) => ({ value: id, label: name })), { value: '', label: t('layout.entityNew') }]}
          value={owned}
          onChange={(e) => put({ chosen: e.currentTarget.value })}
        />
      )}
      {!owned && (
        <>
          <TextInput label={t('layout.entityName')} size="sm" required value={form.entity} onChange={(e) => put({ entity: e.currentTarget.value })} />
          <div className="bn-pair">
            <NativeSelect
              label={t('layout.country')}
              size="sm"
              data={countries.map((value) => ({ value, label: countryNames.of(value) ?? value }))}
              value={form.country}
              onChange={(e) => put({ country: e.currentTarget.value, tax: taxFor(e.currentTarget.value, form.tax) })}
            />
            <TextInput label={t('layout.taxID')} size="sm" inputMode="numeric" value={form.taxID} onChange={(e) => put({ taxID: e.currentTarget.value })} />
          </div>
          <TaxSelect country={form.country} value={form.tax} put={(tax) => put({ tax })} />
        </>
      )}
      <footer>
        <Button type="submit" loading={save.busy || make.busy}>
          {t('layout.siteMake')}
        </Button>
      </footer>
    </form>
  )
}
