import { useState } from 'react'
import { useT } from '../../shared/locale'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { ItemLine } from '../parts/ItemLine'
import { Keypad } from '../parts/Keypad'
import { dayOf, shapeOf } from './day'
import type { ReceiveProps } from './Receive'

/** The item wants its expiry day: from the GS1 code, or typed as it stands on the box, day first. */
export function AskExpiry({ view, title }: ReceiveProps) {
  const t = useT()
  const client = useClient()
  const [typed, setTyped] = useState('')
  const day = dayOf(typed)
  return (
    <Frame title={title} waitsFor={t('receive.scan.expiry')} actions={view.actions ?? []}>
      {view.item && <ItemLine item={view.item} qty={view.qty} />}
      <div className="hh-howmany">
        <p className="hh-typed">
          <b>{shapeOf(typed)}</b>
        </p>
        <Keypad onDigit={(digit) => setTyped((typed + digit).slice(0, 8))} onErase={() => setTyped(typed.slice(0, -1))} />
        <button className="hh-primary" disabled={!day} onClick={() => day && client.touch('confirm', { expiry: day })}>
          {day ? t('receive.expiry.is', { day: shapeOf(typed) }) : t('receive.expiry.type')}
        </button>
      </div>
    </Frame>
  )
}
