import { NativeSelect, NumberInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { money } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Code } from '../../shared/marks'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { say } from '../notes'
import { asked, type LabelKind, mostLabels, printable } from './labels'

type ItemRow = View<'ItemRow'>

interface PrintLabelsProps {
  readonly of: readonly ItemRow[]
  /** How many items the list has, where not all of them are here. */
  readonly found?: number | undefined
  readonly close: () => void
}

const kinds: readonly LabelKind[] = ['item_label', 'price_label']

/** Labels with our own code, or price tags, of one item or of a list: how many of each. */
export function PrintLabels({ of: rows, found = rows.length, close }: PrintLabelsProps) {
  const t = useT()
  const lang = useLang()
  const [kind, setKind] = useState<LabelKind>('item_label')
  const [copies, setCopies] = useState<Readonly<Record<string, number>>>({})
  const { give, busy } = useCommand('catalog.label', () => {
    say({ code: 'bins.printed' })
    close()
  })
  const items = asked(rows, kind, copies)
  const sum = items.reduce((all, one) => all + one.copies, 0)
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({ kind, items })
  }
  return (
    <FormDialog
      title={t('items.labelPrintList')}
      size="lg"
      close={close}
      send={send}
      button={t('act.print')}
      busy={busy}
      disabled={sum === 0 || sum > mostLabels}
      before={
        <p className={sum > mostLabels ? 'it-labels-sum bad' : 'it-labels-sum'} role="status">
          {sum === 0 ? t('items.labelNone') : t('items.labelSum', { count: sum })} {sum > mostLabels && t('items.labelMost', { most: mostLabels })}
        </p>
      }
    >
      <NativeSelect
        label={t('items.labelKind')}
        size="sm"
        data-autofocus
        data={kinds.map((value) => ({ value, label: t(`items.labelKind.${value}`) }))}
        value={kind}
        onChange={(e) => setKind(e.currentTarget.value as LabelKind)}
      />
      <p>{t(kind === 'item_label' ? 'items.labelPrintSay' : 'items.labelPriceSay')}</p>
      {found > rows.length && <p>{t('items.labelFirst', { shown: rows.length, found })}</p>}
      <ul className="it-labels">
        {rows.map((row) => (
          <li key={row.item.id}>
            <span>
              {row.item.name} {row.item.differs && <span className="differs">{row.item.differs}</span>} <Code>{row.item.article}</Code>
            </span>
            {kind === 'price_label' && <span className="soft">{row.price ? money(row.price, lang) : t('items.labelNoPrice')}</span>}
            <NumberInput
              aria-label={t('items.labelCopiesOf', { name: [row.item.name, row.item.differs].filter(Boolean).join(' ') })}
              size="xs"
              min={0}
              max={mostLabels}
              allowDecimal={false}
              disabled={!printable(row, kind)}
              value={printable(row, kind) ? (copies[row.item.id] ?? 1) : 0}
              onChange={(value) => setCopies((before) => ({ ...before, [row.item.id]: Number(value) }))}
            />
          </li>
        ))}
      </ul>
    </FormDialog>
  )
}
