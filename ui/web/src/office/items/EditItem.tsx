import { NumberInput, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { say } from '../notes'
import { Attributes } from './Attributes'
import { type Draft, draftOf, edited, rates, units } from './draft'
import { vat as said } from './facts'
import { SizeFields } from './SizeFields'
import { Tracking } from './Tracking'

interface EditItemProps {
  /** The one that is changed; absent for a new one. */
  readonly item?: View<'ItemCard'>
  /** Of which the new one is a variant. */
  readonly family?: View<'ItemMark'>
  readonly close: () => void
  readonly made?: (id: string) => void
}

/** Makes an item or a variant of one, or changes one against the version seen. What all variants have in common is asked of their family only. */
export function EditItem({ item: card, family = card?.parent, close, made }: EditItemProps) {
  const t = useT()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(card))
  const put = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }))
  const { give, busy } = useCommand('catalog.edit', ({ item }) => {
    void queries.invalidateQueries({ queryKey: ['items'] })
    say({ code: 'items.saved' })
    close()
    made?.(item)
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({
      ...(card ? { item: card.item.id, version: card.version } : family && { parent: family.id }),
      ...edited(draft, Boolean(family), card),
    })
  }
  return (
    <FormDialog
      title={t(card ? 'items.edit' : family ? 'items.variantAdd' : 'items.add')}
      size="lg"
      close={close}
      send={send}
      button={t('act.save')}
      busy={busy}
    >
      {family ? <OfVariant family={family} draft={draft} put={put} /> : <OfAll draft={draft} put={put} counted={card !== undefined} />}
      <div className="it-three">
        <TextInput label={t('items.article')} size="sm" required value={draft.article} onChange={(e) => put({ article: e.currentTarget.value })} />
        <NumberInput
          label={t('items.price')}
          size="sm"
          min={0}
          decimalScale={2}
          fixedDecimalScale={draft.price !== ''}
          value={draft.price}
          onChange={(price) => put({ price })}
        />
        <NumberInput label={t('items.weightGrams')} size="sm" min={0} allowDecimal={false} value={draft.grams} onChange={(grams) => put({ grams })} />
      </div>
      <SizeFields size={draft.size} put={(size) => put({ size })} />
      {!family && <Tracking of={draft.tracking} piece={draft.unit === 'piece'} put={(tracking) => put({ tracking })} />}
      <Attributes of={draft.attributes} put={(attributes) => put({ attributes })} />
    </FormDialog>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly put: (more: Partial<Draft>) => void
}

function OfAll({ draft, put, counted }: PartProps & { counted: boolean }) {
  const t = useT()
  return (
    <>
      <TextInput label={t('items.name')} size="sm" required data-autofocus value={draft.name} onChange={(e) => put({ name: e.currentTarget.value })} />
      <div className="it-two">
        <TextInput label={t('items.brand')} size="sm" value={draft.brand} onChange={(e) => put({ brand: e.currentTarget.value })} />
        <TextInput label={t('items.group')} placeholder={t('items.groupHint')} size="sm" value={draft.group} onChange={(e) => put({ group: e.currentTarget.value })} />
      </div>
      <div className="it-two">
        <Select
          label={t('items.unit')}
          size="sm"
          allowDeselect={false}
          disabled={counted}
          data={units.map((value) => ({ value, label: t(`unit.of.${value}`) }))}
          value={draft.unit}
          onChange={(unit) => unit && put({ unit })}
        />
        <Select
          label={t('items.vat')}
          size="sm"
          allowDeselect={false}
          data={rates.map((value) => ({ value, label: said(value, t) }))}
          value={draft.vat}
          onChange={(vat) => vat && put({ vat })}
        />
      </div>
    </>
  )
}

function OfVariant({ family, draft, put }: PartProps & { family: View<'ItemMark'> }) {
  const t = useT()
  return (
    <>
      <p>{t('items.variantOf', { name: family.name })}</p>
      <div className="it-two">
        <TextInput
          label={t('items.label')}
          description={t('items.labelSay')}
          size="sm"
          value={draft.label}
          onChange={(e) => put({ label: e.currentTarget.value })}
        />
        <TextInput label={t('items.differs')} description={t('items.differsSay')} size="sm" required data-autofocus value={draft.differs} onChange={(e) => put({ differs: e.currentTarget.value })} />
      </div>
    </>
  )
}
