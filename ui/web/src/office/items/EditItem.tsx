import { Button, Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { say } from '../notes'
import { vat as said } from './facts'

const rates = ['none', '0', '5', '7', '10', '20', '22']
const units = ['piece', 'gram', 'millilitre', 'millimetre', 'square_centimetre'] as const

/** Makes an item, or changes one against the version seen. */
export function EditItem({ item: card, close, made }: { item?: View<'ItemCard'>; close: () => void; made?: (id: string) => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [name, setName] = useState(card?.item.name ?? '')
  const [article, setArticle] = useState(card?.item.article ?? '')
  const [differs, setDiffers] = useState(card?.item.differs ?? '')
  const [vat, setVat] = useState(card?.vat ?? '20')
  const [unit, setUnit] = useState(card?.unit ?? 'piece')
  const [grams, setGrams] = useState<number | string>(card?.grams ?? '')
  const { give, busy } = useCommand('catalog.edit', ({ item }) => {
    void queries.invalidateQueries({ queryKey: ['items'] })
    say({ code: 'items.saved' })
    close()
    made?.(item)
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({
      ...(card && { item: card.item.id, version: card.version }),
      name,
      article,
      differs,
      vat,
      unit,
      ...(grams !== '' && { grams: Number(grams) }),
    })
  }
  return (
    <Modal opened onClose={close} title={t(card ? 'items.edit' : 'items.add')} lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <form className="ask" onSubmit={send}>
        <TextInput label={t('items.name')} size="sm" required data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <TextInput
          label={t('items.differs')}
          description={t('items.differsSay')}
          size="sm"
          value={differs}
          onChange={(e) => setDiffers(e.currentTarget.value)}
        />
        <TextInput label={t('items.article')} size="sm" required value={article} onChange={(e) => setArticle(e.currentTarget.value)} />
        <div className="it-pair">
          <Select
            label={t('items.unit')}
            size="sm"
            allowDeselect={false}
            disabled={card !== undefined}
            data={units.map((value) => ({ value, label: t(`unit.of.${value}`) }))}
            value={unit}
            onChange={(value) => setUnit(value ?? unit)}
          />
          <Select
            label={t('items.vat')}
            size="sm"
            allowDeselect={false}
            data={rates.map((value) => ({ value, label: said(value, t) }))}
            value={vat}
            onChange={(value) => setVat(value ?? vat)}
          />
          <NumberInput label={t('items.weightGrams')} size="sm" min={0} allowDecimal={false} value={grams} onChange={setGrams} />
        </div>
        <footer>
          <Button variant="default" onClick={close}>
            {t('act.back')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('act.save')}
          </Button>
        </footer>
      </form>
    </Modal>
  )
}
