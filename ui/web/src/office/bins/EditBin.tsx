import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Body, View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { uses } from './uses'

interface EditBinProps {
  readonly of: View<'BinCard'>
  readonly rules: View<'BinRules'>
  readonly close: () => void
  readonly done: () => void
}

type Field = number | string

/** Cubic millimetres of a litre. */
const litre = 1_000_000

/** What a bin is called, what it is for, what may be done with goods in it, and what fits; an empty limit is none. */
export function EditBin({ of: card, rules, close, done }: EditBinProps) {
  const t = useT()
  const [name, setName] = useState(card.place.code)
  const [use, setUse] = useState<Body<'place.edit_bin'>['use']>(rules.use)
  const [sellable, setSellable] = useState(rules.sellable ?? false)
  const [pickable, setPickable] = useState(rules.pickable ?? false)
  const [litres, setLitres] = useState<Field>(rules.capacity.volumeMm3 ? rules.capacity.volumeMm3 / litre : '')
  const [grams, setGrams] = useState<Field>(rules.capacity.grams || '')
  const [units, setUnits] = useState<Field>(rules.capacity.units || '')
  const { give, busy } = useCommand('place.edit_bin', () => {
    done()
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({
      id: card.place.id,
      version: card.version,
      name,
      use,
      sellable,
      pickable,
      capacity: { volumeMm3: Math.round(Number(litres) * litre), grams: Number(grams), units: Number(units) },
    })
  }
  return (
    <FormDialog title={t('bins.edit')} close={close} send={send} button={t('act.save')} busy={busy}>
      <div className="bn-pair">
        <TextInput label={t('bins.place')} size="sm" required data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <NativeSelect
          label={t('bins.purpose')}
          size="sm"
          data={[...uses.map(([value, purpose]) => ({ value, label: t(`purpose.${purpose}`) })), ...(rules.use === 'virtual' ? [{ value: 'virtual', label: t('purpose.other') }] : [])]}
          value={use}
          onChange={(e) => setUse(e.currentTarget.value as typeof use)}
        />
      </div>
      <Checkbox
        size="sm"
        label={t('bins.sellable')}
        description={t('bins.sellableSay')}
        checked={sellable}
        onChange={(e) => setSellable(e.currentTarget.checked)}
      />
      <Checkbox
        size="sm"
        label={t('bins.pickable')}
        description={t('bins.pickableSay')}
        checked={pickable}
        onChange={(e) => setPickable(e.currentTarget.checked)}
      />
      <div className="bn-three">
        <NumberInput label={t('bins.litres')} size="sm" min={0} decimalScale={3} value={litres} onChange={setLitres} />
        <NumberInput label={t('bins.grams')} size="sm" min={0} allowDecimal={false} value={grams} onChange={setGrams} />
        <NumberInput label={t('bins.units')} size="sm" min={0} allowDecimal={false} value={units} onChange={setUnits} />
      </div>
    </FormDialog>
  )
}
