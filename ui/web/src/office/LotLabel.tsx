import { Tag } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../shared/api/client'
import { date } from '../shared/format'
import { useLang, useT } from '../shared/locale'
import { Ask } from './Ask'
import { useCommand } from './Do'
import { say } from './notes'
import { useMay } from './session'

/** Prints labels of the lot that lies in a place; nothing where there is no lot. */
export function LotLabel({ of: { lot, lotId, expiry } }: { of: View<'BinStock'> }) {
  const t = useT()
  const lang = useLang()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { give } = useCommand('catalog.lot.label', () => say({ code: 'bins.printed' }))
  if (!lotId || !may('catalog.lot.label')) return null
  const name = t('lot.printOf', { lot: lot ?? (expiry ? date(expiry, lang) : '') })
  return (
    <>
      <button className="icon-button" aria-label={name} title={name} onClick={() => setAsking(true)}>
        <Tag size={14} aria-hidden />
      </button>
      {asking && (
        <Ask
          title={name}
          say={t('lot.printSay')}
          questions={[{ name: 'copies', label: t('items.labelCopies'), number: true, value: 1 }]}
          button={t('act.print')}
          close={() => setAsking(false)}
          answer={({ copies = '' }) => give({ lot: lotId, copies: Number(copies) })}
        />
      )}
    </>
  )
}
