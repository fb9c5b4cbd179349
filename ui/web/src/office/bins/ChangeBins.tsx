import { Autocomplete, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Body, View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { useLayout } from './useLayout'
import { uses } from './uses'

type Choice = Body<'place.change_bins'>['choice']
type Wish = Body<'place.change_bins'>['wish']
type Which = 'picked' | 'range' | 'zone' | 'list'

export interface ChangeBinsProps {
  readonly site: string
  readonly picked: readonly string[]
  readonly list: { readonly view: string; readonly text?: string; readonly found: number }
  readonly close: () => void
  /** The dry run is begun: there one sees what it would change, and writes or undoes it. */
  readonly begun: (run: string) => void
}

/** Cubic millimetres of a litre. */
const litre = 1_000_000

/** One change of many bins: which are meant, and what shall be of them; nothing is written before it was looked at. */
export function ChangeBins({ site, picked, list, close, begun }: ChangeBinsProps) {
  const t = useT()
  const layout = useLayout(site)
  const [which, setWhich] = useState<Which>(picked.length > 0 ? 'picked' : 'range')
  const [range, setRange] = useState({ from: '', to: '' })
  const [zone, setZone] = useState('')
  const [wish, setWish] = useState<Draft>(unchanged)
  const zones = layout?.zones ?? []
  const inZone = zone || zones[0]?.id
  const { give, busy } = useCommand('place.change_bins', (run) => begun(run.import))
  const send = (event: FormEvent) => {
    event.preventDefault()
    const choices: Record<Which, { choice: Choice; title: string }> = {
      picked: { choice: { places: [...picked] }, title: t('bulk.picked', { count: picked.length }) },
      range: { choice: range, title: t('layout.firstLast', { first: range.from, last: range.to }) },
      zone: { choice: { zone: inZone }, title: zones.find(({ id }) => id === inZone)?.code ?? '' },
      list: { choice: { view: list.view, ...(list.text && { text: list.text }) }, title: t('bulk.list', { count: list.found }) },
    }
    const { choice, title } = choices[which]
    void give({ site, title: t('bulk.run', { which: title }), choice, wish: wishOf(wish) })
  }
  const whiches: readonly Which[] = [...(picked.length > 0 ? (['picked'] as const) : []), 'range', ...(zones.length > 0 ? (['zone'] as const) : []), 'list']
  return (
    <FormDialog title={t('bulk.title')} close={close} send={send} button={t('imports.check')} busy={busy}>
      <p>{t('bulk.say')}</p>
      <NativeSelect
        label={t('bulk.which')}
        size="sm"
        data-autofocus
        data={whiches.map((value) => ({ value, label: t(`bulk.${value}`, { count: value === 'list' ? list.found : picked.length }) }))}
        value={which}
        onChange={(e) => setWhich(e.currentTarget.value as Which)}
      />
      {which === 'range' && (
        <div className="bn-pair">
          <TextInput label={t('bulk.from')} size="sm" required value={range.from} onChange={(e) => setRange({ ...range, from: e.currentTarget.value })} />
          <TextInput label={t('bulk.to')} size="sm" required value={range.to} onChange={(e) => setRange({ ...range, to: e.currentTarget.value })} />
        </div>
      )}
      {which === 'zone' && (
        <NativeSelect label={t('layout.zone')} size="sm" data={zones.map(({ id, code }) => ({ value: id, label: code }))} value={inZone} onChange={(e) => setZone(e.currentTarget.value)} />
      )}
      <Wished of={wish} zones={zones} change={(more) => setWish((before) => ({ ...before, ...more }))} />
    </FormDialog>
  )
}

interface Draft {
  readonly zone: string
  readonly use: '' | NonNullable<Wish['use']>
  readonly sellable: Answer
  readonly pickable: Answer
  readonly capacity: boolean
  readonly litres: number | string
  readonly grams: number | string
  readonly units: number | string
  readonly archive: boolean
}

type Answer = '' | 'yes' | 'no'

const unchanged: Draft = { zone: '', use: '', sellable: '', pickable: '', capacity: false, litres: '', grams: '', units: '', archive: false }

/** What shall be of the bins; what is not touched stays as it is. */
function Wished({ of: wish, zones, change }: { of: Draft; zones: readonly View<'PlaceMark'>[]; change: (more: Partial<Draft>) => void }) {
  const t = useT()
  const answers = [
    { value: '', label: t('bulk.asIs') },
    { value: 'yes', label: t('bulk.yes') },
    { value: 'no', label: t('bulk.no') },
  ]
  return (
    <>
      <Checkbox size="sm" label={t('bins.archive')} description={t('bins.archiveSay')} checked={wish.archive} onChange={(e) => change({ archive: e.currentTarget.checked })} />
      {!wish.archive && (
        <>
          <div className="bn-pair">
            <Autocomplete label={t('bulk.toZone')} placeholder={t('bulk.asIs')} size="sm" data={zones.map(({ code }) => code)} value={wish.zone} onChange={(zone) => change({ zone })} />
            <NativeSelect
              label={t('bins.purpose')}
              size="sm"
              data={[{ value: '', label: t('bulk.asIs') }, ...uses.map(([value, purpose]) => ({ value, label: t(`purpose.${purpose}`) }))]}
              value={wish.use}
              onChange={(e) => change({ use: e.currentTarget.value as Draft['use'] })}
            />
          </div>
          <div className="bn-pair">
            <NativeSelect label={t('bins.sellable')} size="sm" data={answers} value={wish.sellable} onChange={(e) => change({ sellable: e.currentTarget.value as Answer })} />
            <NativeSelect label={t('bins.pickable')} size="sm" data={answers} value={wish.pickable} onChange={(e) => change({ pickable: e.currentTarget.value as Answer })} />
          </div>
          <Checkbox size="sm" label={t('bulk.capacity')} description={t('bulk.capacitySay')} checked={wish.capacity} onChange={(e) => change({ capacity: e.currentTarget.checked })} />
          {wish.capacity && (
            <div className="bn-three">
              <NumberInput label={t('bins.litres')} size="sm" min={0} decimalScale={3} value={wish.litres} onChange={(litres) => change({ litres })} />
              <NumberInput label={t('bins.grams')} size="sm" min={0} allowDecimal={false} value={wish.grams} onChange={(grams) => change({ grams })} />
              <NumberInput label={t('bins.units')} size="sm" min={0} allowDecimal={false} value={wish.units} onChange={(units) => change({ units })} />
            </div>
          )}
        </>
      )}
    </>
  )
}

function wishOf(draft: Draft): Wish {
  if (draft.archive) return { archive: true }
  const { zone, use, sellable, pickable, capacity, litres, grams, units } = draft
  return {
    ...(zone.trim() && { zone: zone.trim() }),
    ...(use && { use }),
    ...(sellable && { sellable: sellable === 'yes' }),
    ...(pickable && { pickable: pickable === 'yes' }),
    ...(capacity && { capacity: { volumeMm3: Math.round(Number(litres) * litre), grams: Number(grams), units: Number(units) } }),
  }
}
