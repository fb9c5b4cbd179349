import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Warehouse } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Body } from '../../shared/api/client'
import { useLang, useT } from '../../shared/locale'
import { useCommand, useWhyNot } from '../Do'
import { useMay } from '../session'
import { Empty } from '../states'
import { currencies } from './currencies'
import { useLayout } from './useLayout'

type Tax = Body<'place.save_entity'>['tax']

const countries = ['RU', 'UA', 'BY', 'KZ', 'PL', 'DE', 'GB', 'US']
const taxes: readonly Tax[] = ['osn', 'usn_income', 'usn_income_expense', 'esn', 'patent', 'ua_general', 'ua_single', 'ua_single_no_vat', 'other']

/** A node without a warehouse: a form that makes the first one, for whoever may. */
export function FirstSite() {
  const t = useT()
  const may = useMay()('place.create_site')
  const whyNot = useWhyNot('place.create_site')
  if (!may) return <Empty title={t('layout.noSite')} say={whyNot} icon={<Warehouse aria-hidden />} />
  return (
    <Empty title={t('layout.first')} say={t('layout.firstSay')} icon={<Warehouse aria-hidden />}>
      <SiteForm />
    </Empty>
  )
}

function SiteForm() {
  const t = useT()
  const lang = useLang()
  const queries = useQueryClient()
  const known = useLayout('')?.entities ?? []
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const [form, setForm] = useState({
    name: '', timezone: here, currency: lang === 'uk' ? 'UAH' : 'RUB', owner: '',
    entity: '', taxID: '', country: lang === 'uk' ? 'UA' : 'RU', tax: 'other' as Tax,
  })
  const put = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }))
  const save = useCommand('place.save_entity')
  const make = useCommand('place.create_site', () => void queries.invalidateQueries())
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const { name, timezone, currency, entity, taxID, country, tax } = form
    let { owner } = form
    if (!owner) {
      const saved = await save.give({ name: entity, country, tax, ...(taxID && { taxID }) })
      if (!saved) return
      owner = saved.id
      // Should the warehouse be refused, the legal entity is not made twice.
      await queries.invalidateQueries({ queryKey: ['bins', 'layout'] })
      put({ owner })
    }
    await make.give({ name, timezone, currency, owner })
  }
  const countryNames = new Intl.DisplayNames(lang, { type: 'region' })
  const zones = [...new Set([here, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
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
          value={form.owner}
          onChange={(e) => put({ owner: e.currentTarget.value })}
        />
      )}
      {!form.owner && (
        <>
          <TextInput label={t('layout.entityName')} size="sm" required value={form.entity} onChange={(e) => put({ entity: e.currentTarget.value })} />
          <div className="bn-pair">
            <NativeSelect
              label={t('layout.country')}
              size="sm"
              data={countries.map((value) => ({ value, label: countryNames.of(value) ?? value }))}
              value={form.country}
              onChange={(e) => put({ country: e.currentTarget.value })}
            />
            <TextInput label={t('layout.taxID')} size="sm" inputMode="numeric" value={form.taxID} onChange={(e) => put({ taxID: e.currentTarget.value })} />
          </div>
          <NativeSelect
            label={t('layout.tax')}
            size="sm"
            data={taxes.map((value) => ({ value, label: t(`tax.${value}`) }))}
            value={form.tax}
            onChange={(e) => put({ tax: e.currentTarget.value as Tax })}
          />
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
