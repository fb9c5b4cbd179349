import { Archive, Banknote, Check, CircleHelp, Hourglass, type LucideIcon, Minus, Printer, Receipt, Truck } from 'lucide-react'
import { clock, money } from '../shared/format'
import { type Lang, type T, useLang, useT } from '../shared/locale'
import { kilograms, useSay } from '../shared/floor/say'
import type { PackView } from '../shared/floor/views'

export type Effect = NonNullable<PackView['effects']>[number]

const icons: Record<Effect['kind'], LucideIcon> = { parcel: Check, stock: Archive, label: Printer, receipt: Receipt, dock: Truck, money: Banknote }
const states: Partial<Record<Effect['state'], LucideIcon>> = { waiting: Hourglass, unknown: CircleHelp, none: Minus }

interface Props {
  readonly effect: Effect
  /** The bench has no machine that could do it. */
  readonly unbound?: boolean
}

/** One thing the close set going: done with its number and time, or what it waits for. A register tells its time in minutes. */
export function EffectRow({ effect, unbound = false }: Props) {
  const t = useT()
  const lang = useLang()
  const say = useSay()
  const Icon = states[effect.state] ?? icons[effect.kind]
  return (
    <li className={effect.state}>
      <Icon aria-hidden />
      <b>{t(unbound ? 'effect.label.unbound' : `effect.${effect.kind}.${effect.state}`)}</b>
      <span>{effect.why ? say('say', effect.why) : fact(effect, t, lang)}</span>
      {effect.at && <time>{clock(effect.at, lang, effect.kind !== 'receipt')}</time>}
    </li>
  )
}

function fact({ number, grams, units, minor, currency, copy }: Effect, t: T, lang: Lang): string {
  return [
    grams && `${kilograms(grams, lang)} ${t('unit.kg')}`,
    units && t('pack.units', { count: units }),
    copy !== undefined && copy > 1 && t('effect.copy', { copy }),
    number,
    minor !== undefined && currency && money({ minor, currency }, lang),
  ]
    .filter(Boolean)
    .join(' · ')
}
