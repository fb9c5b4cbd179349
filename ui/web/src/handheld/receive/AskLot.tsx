import { useState } from 'react'
import { useT } from '../../shared/locale'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { ItemLine } from '../parts/ItemLine'
import type { ReceiveProps } from './Receive'

/** The item wants its lot: from the GS1 code on the box, or typed as printed there. */
export function AskLot({ view, title }: ReceiveProps) {
  const t = useT()
  const client = useClient()
  const [lot, setLot] = useState('')
  const confirm = () => client.touch('confirm', { lot: lot.trim() })
  return (
    <Frame title={title} waitsFor={t('receive.scan.lot')} actions={view.actions ?? []}>
      {view.item && <ItemLine item={view.item} qty={view.qty} />}
      <form
        className="hh-ask"
        onSubmit={(event) => {
          event.preventDefault()
          if (lot.trim()) confirm()
        }}
      >
        <label>
          {t('receive.lot')}
          <input value={lot} onChange={(event) => setLot(event.target.value)} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={20} />
        </label>
        <button className="hh-primary" disabled={!lot.trim()}>
          {lot.trim() ? t('receive.lot.is', { lot: lot.trim() }) : t('receive.lot.type')}
        </button>
      </form>
    </Frame>
  )
}
