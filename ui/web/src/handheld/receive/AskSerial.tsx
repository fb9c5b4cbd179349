import { useState } from 'react'
import { useT } from '../../shared/locale'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { ItemLine } from '../parts/ItemLine'
import type { ReceiveProps } from './Receive'

/** Each piece of the item is known by a number of its own: scanned, or typed where the code is torn. */
export function AskSerial({ view, title }: ReceiveProps) {
  const t = useT()
  const client = useClient()
  const [serial, setSerial] = useState('')
  const said = serial.trim()
  return (
    <Frame title={title} waitsFor={t('receive.scan.serial')} actions={view.actions ?? []}>
      {view.item && <ItemLine item={view.item} qty={view.qty} />}
      <form
        className="hh-ask"
        onSubmit={(event) => {
          event.preventDefault()
          if (said) client.touch('confirm', { serial: said })
        }}
      >
        <label>
          {t('receive.serial')}
          <input value={serial} onChange={(event) => setSerial(event.target.value)} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={20} />
        </label>
        <button className="hh-primary" disabled={!said}>
          {said ? t('receive.serial.is', { serial: said }) : t('receive.serial.type')}
        </button>
      </form>
    </Frame>
  )
}
