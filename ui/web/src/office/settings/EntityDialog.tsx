import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Body, View } from '../../shared/api/client'
import { useLang, useT } from '../../shared/locale'
import { Do, useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import '../bins/bins.css'
import { countries, type Tax, taxFor } from './taxes'
import { TaxSelect } from './TaxSelect'

interface EntityDialogProps {
  /** The one that is changed; absent: a new one. */
  readonly of?: View<'EntityCard'>
  readonly changed: () => void
  readonly close: () => void
}

type Draft = Omit<Body<'place.save_entity'>, 'tax'> & { readonly tax: Tax | '' }

const empty = (country: string): Draft => ({ name: '', country, tax: '' })

/** A legal entity: its names and numbers, its address, how it is taxed; one that owns nothing any more is retired, and may be taken up again. */
export function EntityDialog({ of: card, changed, close }: EntityDialogProps) {
  const t = useT()
  const lang = useLang()
  const [draft, setDraft] = useState<Draft>(() => (card ? { ...own(card) } : empty(lang === 'uk' ? 'UA' : 'RU')))
  const put = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }))
  const done = () => {
    changed()
    close()
  }
  const { give, busy } = useCommand('place.save_entity', done)
  const send = (event: FormEvent) => {
    event.preventDefault()
    const { tax } = draft
    if (tax) void give(draft.country === 'RU' ? { ...draft, tax } : { ...draft, tax, kpp: '', ogrn: '' })
  }
  const names = new Intl.DisplayNames(lang, { type: 'region' })
  const known = countries.includes(draft.country) ? countries : [...countries, draft.country]
  const seen = { id: card?.id ?? '', version: card?.version ?? 0 }
  return (
    <FormDialog
      title={card?.name ?? t('entities.new')}
      close={close}
      send={send}
      button={t(card ? 'act.save' : 'layout.make')}
      busy={busy}
      beside={
        card &&
        !card.retired && (
          <Do name="place.retire_entity" variant="default" body={seen} done={done}>
            {t('entities.retire')}
          </Do>
        )
      }
      instead={
        card?.retired ? (
          <Do name="place.restore_entity" body={seen} done={done}>
            {t('entities.restore')}
          </Do>
        ) : undefined
      }
    >
      <fieldset className="se-plain" disabled={card?.retired}>
        <TextInput label={t('entities.name')} size="sm" required maxLength={40} data-autofocus value={draft.name} onChange={(e) => put({ name: e.currentTarget.value })} />
        <TextInput label={t('entities.full')} size="sm" maxLength={300} value={draft.full ?? ''} onChange={(e) => put({ full: e.currentTarget.value })} />
        <div className="bn-pair">
          <NativeSelect
            label={t('layout.country')}
            size="sm"
            data={known.map((value) => ({ value, label: names.of(value) ?? value }))}
            value={draft.country}
            onChange={(e) => put({ country: e.currentTarget.value, tax: taxFor(e.currentTarget.value, draft.tax) })}
          />
          <TextInput
            label={t(draft.country === 'RU' ? 'entities.inn' : draft.country === 'UA' ? 'entities.edrpou' : 'entities.taxID')}
            size="sm"
            inputMode="numeric"
            maxLength={20}
            value={draft.taxID ?? ''}
            onChange={(e) => put({ taxID: e.currentTarget.value })}
          />
        </div>
        {draft.country === 'RU' && (
          <div className="bn-pair">
            <TextInput label={t('entities.kpp')} size="sm" maxLength={20} value={draft.kpp ?? ''} onChange={(e) => put({ kpp: e.currentTarget.value })} />
            <TextInput label={t('entities.ogrn')} size="sm" inputMode="numeric" maxLength={20} value={draft.ogrn ?? ''} onChange={(e) => put({ ogrn: e.currentTarget.value })} />
          </div>
        )}
        <TextInput label={t('entities.address')} size="sm" maxLength={300} value={draft.address ?? ''} onChange={(e) => put({ address: e.currentTarget.value })} />
        <TaxSelect country={draft.country} value={draft.tax} put={(tax) => put({ tax })} />
      </fieldset>
      {card && <p className="soft">{t(card.retired ? 'entities.retiredSay' : 'entities.say')}</p>}
    </FormDialog>
  )
}

/** What of a card a person can change, with the version that was seen. */
function own({ id, version, name, full, taxID, kpp, ogrn, address, country, tax }: View<'EntityCard'>): Draft {
  return { id, version, name, full, taxID, kpp, ogrn, address, country, tax: taxFor(country, tax) }
}
