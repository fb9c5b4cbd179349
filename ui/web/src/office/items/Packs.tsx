import { NumberInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { count, weight } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Code } from '../../shared/marks'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { useMay } from '../session'
import { boxOf, type Field, sizeOf } from './draft'
import { SizeFields } from './SizeFields'

type Pack = View<'PackUnit'>

/** The packs an item comes in: how many are in one, what it weighs, by which codes it is known. */
export function Packs({ of: card }: { of: View<'ItemCard'> }) {
  const t = useT()
  const lang = useLang()
  const may = useMay()
  const queries = useQueryClient()
  const [editing, setEditing] = useState<Pack | 'new'>()
  const remove = useCommand('catalog.pack.remove', () => void queries.invalidateQueries({ queryKey: ['items'] }))
  const mayEdit = may('catalog.pack.save') && !card.retired
  if (card.packs.length === 0 && !mayEdit) return null
  return (
    <section>
      <h3>{t('items.packs')}</h3>
      <ul className="it-codes">
        {card.packs.map((pack) => (
          <li key={pack.name}>
            <b>{pack.name}</b>
            <span className="soft">
              × {count(pack.factor, lang)}
              {pack.grams ? `, ${weight(pack.grams, lang)}` : ''}{' '}
              {card.codes.filter((one) => one.pack === pack.name).map(({ code }) => <Code key={code}>{code}</Code>)}
            </span>
            {mayEdit && (
              <button className="icon-button" aria-label={t('items.packEditOf', { name: pack.name })} onClick={() => setEditing(pack)}>
                <Pencil size={14} aria-hidden />
              </button>
            )}
            {may('catalog.pack.remove') && !card.retired && (
              <button className="icon-button" aria-label={t('items.packRemove', { name: pack.name })} onClick={() => void remove.give({ item: card.item.id, name: pack.name })}>
                <Trash2 size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <button className="link" onClick={() => setEditing('new')}>
          {t('items.packAdd')}
        </button>
      )}
      {editing && <EditPack of={card} pack={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />}
    </section>
  )
}

function EditPack({ of: card, pack, close }: { of: View<'ItemCard'>; pack?: Pack; close: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [name, setName] = useState(pack?.name ?? '')
  const [factor, setFactor] = useState<Field>(pack?.factor ?? '')
  const [grams, setGrams] = useState<Field>(pack?.grams ?? '')
  const [size, setSize] = useState(sizeOf(pack?.sizeMm))
  const save = useCommand('catalog.pack.save', () => {
    void queries.invalidateQueries({ queryKey: ['items'] })
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void save.give({ item: card.item.id, version: card.version, name, factor: Number(factor), grams: Number(grams), sizeMm: boxOf(size) })
  }
  return (
    <FormDialog title={t(pack ? 'items.packEdit' : 'items.packAdd')} close={close} send={send} button={t('act.save')} busy={save.busy}>
      <TextInput
        label={t('items.packName')}
        placeholder={t('items.packHint')}
        size="sm"
        required
        disabled={pack !== undefined}
        data-autofocus={pack === undefined || undefined}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <div className="it-two">
        <NumberInput label={t('items.packFactor')} size="sm" required min={1} allowDecimal={false} value={factor} onChange={setFactor} />
        <NumberInput label={t('items.weightGrams')} size="sm" min={0} allowDecimal={false} value={grams} onChange={setGrams} />
      </div>
      <SizeFields size={size} put={setSize} />
    </FormDialog>
  )
}
