import { useState } from 'react'
import { useLang, useT } from '../../shared/locale'
import { amount } from '../../shared/floor/say'
import type { Item } from '../../shared/floor/views'
import { Keypad } from './Keypad'

interface HowManyProps {
  readonly item: Item
  readonly least: number
  /** The most that can be; undefined where only a typing error is to be caught. */
  readonly most?: number | undefined
  readonly start?: number | undefined
  /** The word on the button, given what will be said. */
  readonly confirm: (said: string) => string
  readonly onConfirm: (qty: number) => void
}

/** More than anybody lifts off a lorry at once. */
const ceiling = 100_000

/** A quantity typed with the thumb, within what the node allows; in grams where the item is counted by weight. */
export function HowMany({ item, least, most, start, confirm, onConfirm }: HowManyProps) {
  const t = useT()
  const lang = useLang()
  const [typed, setTyped] = useState('')
  const qty = typed === '' ? (start ?? 0) : Number(typed)
  const said = amount(qty, item.unit, lang)
  const fits = qty >= least && qty <= (most ?? ceiling)
  return (
    <div className="hh-howmany">
      <p className="hh-typed">
        <b>{new Intl.NumberFormat(lang).format(qty)}</b> {t(item.unit === 'pcs' ? 'unit.pcs' : 'unit.g')}
      </p>
      {most !== undefined && <p className={fits || typed === '' ? 'hh-limits' : 'hh-limits wrong'}>{t('floor.limits', { least, most })}</p>}
      <Keypad onDigit={(digit) => setTyped((typed + digit).slice(0, 9))} onErase={() => setTyped(typed.slice(0, -1))} />
      <button className="hh-primary" disabled={!fits} onClick={() => onConfirm(qty)}>
        {confirm(`${said.number} ${t(said.unit)}`)}
      </button>
    </div>
  )
}
