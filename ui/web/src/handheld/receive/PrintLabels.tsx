import { Printer } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../shared/locale'
import { useClient, useFloor } from '../../shared/floor/Station'
import { Keypad } from '../parts/Keypad'
import { Sheet } from '../Sheet'

/** As many as the node prints at once. */
const most = 200

/** Labels of the goods that were just taken in: of their lot, or where they have none, of the goods. Nothing without network. */
export function PrintLabels({ qty }: { qty: number }) {
  const t = useT()
  const { link } = useFloor()
  const [asking, setAsking] = useState(false)
  if (link !== 'live') return null
  return (
    <>
      <button className="hh-secondary hh-labels" onClick={() => setAsking(true)}>
        <Printer size={20} aria-hidden /> {t('receive.labels')}
      </button>
      {asking && <HowManyLabels qty={qty} close={() => setAsking(false)} />}
    </>
  )
}

function HowManyLabels({ qty, close }: { qty: number; close: () => void }) {
  const t = useT()
  const client = useClient()
  const [typed, setTyped] = useState('')
  const copies = typed === '' ? 1 : Number(typed)
  const fits = copies >= 1 && copies <= most
  const print = (count: number) => {
    client.touch('print', { copies: String(count) })
    close()
  }
  return (
    <Sheet label={t('receive.labels.how')} onClose={close}>
      <h2>{t('receive.labels.how')}</h2>
      <div className="hh-howmany">
        <p className="hh-typed">
          <b>{copies}</b>
        </p>
        {!fits && <p className="hh-limits wrong">{t('floor.limits', { least: 1, most })}</p>}
        <Keypad onDigit={(digit) => setTyped((typed + digit).slice(0, 4))} onErase={() => setTyped(typed.slice(0, -1))} />
        {qty > 1 && qty <= most && (
          <button className="hh-secondary" onClick={() => print(qty)}>
            {t('receive.labels.each', { count: qty })}
          </button>
        )}
        <button className="hh-primary" disabled={!fits} onClick={() => print(copies)}>
          {t('receive.labels.print', { count: copies })}
        </button>
      </div>
    </Sheet>
  )
}
