import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Code } from '../../shared/marks'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { useMay } from '../session'

/** By which codes an item is known, and on which of its packs each stands. */
export function Codes({ of: card }: { of: View<'ItemCard'> }) {
  const t = useT()
  const may = useMay()
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  const remove = useCommand('catalog.barcode.remove', () => void queries.invalidateQueries({ queryKey: ['items'] }))
  return (
    <section>
      <h3>{t('items.codes')}</h3>
      <ul className="it-codes">
        {card.codes.map(({ code, pack, factor, own, shared }) => (
          <li key={code}>
            <Code>{code}</Code>
            <span className="soft">
              {[own ? t('items.codeOwn') : pack, !own && factor > 1 && `× ${factor}`, shared && t('items.codeShared')].filter(Boolean).join(', ')}
            </span>
            {!own && may('catalog.barcode.remove') && (
              <button className="icon-button" aria-label={t('items.codeRemove', { code })} onClick={() => void remove.give({ item: card.item.id, code })}>
                <Trash2 size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {may('catalog.barcode.add') && !card.family && !card.retired && (
        <button className="link" onClick={() => setAdding(true)}>
          {t('items.codeAdd')}
        </button>
      )}
      {adding && <AddCode of={card} close={() => setAdding(false)} />}
    </section>
  )
}

function AddCode({ of: card, close }: { of: View<'ItemCard'>; close: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const [pack, setPack] = useState('')
  const [shared, setShared] = useState(false)
  const add = useCommand('catalog.barcode.add', () => {
    void queries.invalidateQueries({ queryKey: ['items'] })
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void add.give({ item: card.item.id, code, ...(pack && { pack }), ...(shared && { shared }) })
  }
  return (
    <FormDialog title={t('items.codeAdd')} size="sm" close={close} send={send} button={t('act.save')} busy={add.busy}>
      <p>{t('items.codeSay')}</p>
      {card.packs.length > 0 && (
        <NativeSelect
          label={t('items.codeOn')}
          size="sm"
          data={[
            { value: '', label: t('items.codeOnOne') },
            ...card.packs.map(({ name, factor }) => ({ value: name, label: `${name} × ${factor}` })),
          ]}
          value={pack}
          onChange={(e) => setPack(e.currentTarget.value)}
        />
      )}
      <TextInput label={t('items.barcode')} size="sm" required data-autofocus value={code} onChange={(e) => setCode(e.currentTarget.value)} />
      <Checkbox
        size="sm"
        label={t('items.codeIsShared')}
        description={t('items.codeIsSharedSay')}
        checked={shared}
        onChange={(e) => setShared(e.currentTarget.checked)}
      />
    </FormDialog>
  )
}
