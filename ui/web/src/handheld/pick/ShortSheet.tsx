import { CircleAlert, ClipboardCheck, Clock, type LucideIcon, Minus, PackageCheck, PackageX, Plus, Route } from 'lucide-react'
import type { ReactNode } from 'react'
import { clock } from '../../shared/format'
import { type Key, useLang, useT } from '../../shared/locale'
import { Bin } from '../../shared/marks'
import { amount, Rich } from '../../shared/floor/say'
import { useClient } from '../../shared/floor/Station'
import type { PickView } from '../../shared/floor/views'
import { Sheet } from '../Sheet'

type Short = NonNullable<PickView['short']>
type Then = NonNullable<Short['consequences']>[number]

/** How many are there, and why; the consequences stand before the button, and the button repeats the fact. */
export function ShortSheet({ view }: { view: PickView }) {
  const t = useT()
  const lang = useLang()
  const client = useClient()
  const { short, item } = view
  if (!short || !item) return null
  const ask = (found: number, reason = short.reason) => client.touch('found', { found: String(found), reason })
  const step = item.unit === 'pcs' ? 1 : 50
  const found = amount(short.found, item.unit, lang)
  const most = amount(short.most, item.unit, lang)
  return (
    <Sheet label={t('short.title')}>
      <h2>{t('short.found')}</h2>
      <div className="hh-stepper">
        <button aria-label={t('short.less')} disabled={short.found <= short.least} onClick={() => ask(Math.max(short.least, short.found - step))}>
          <Minus size={28} aria-hidden />
        </button>
        <p>
          <b>{found.number}</b> {t('short.of', { most: `${most.number}${item.unit === 'pcs' ? '' : ` ${t(most.unit)}`}` })}
        </p>
        <button aria-label={t('short.more')} disabled={short.found >= short.most} onClick={() => ask(Math.min(short.most, short.found + step))}>
          <Plus size={28} aria-hidden />
        </button>
      </div>
      <Reasons short={short} onChoose={(reason) => ask(short.found, reason)} />
      <ul className="hh-then">
        {short.consequences.map((then) => (
          <Consequence key={then.kind + (then.bin?.code ?? '')} then={then} unit={item.unit} />
        ))}
      </ul>
      <div className="hh-answer">
        <button className="hh-secondary" onClick={() => client.touch('back')}>
          {t('act.back')}
        </button>
        <button className="hh-primary" onClick={() => client.touch('confirm', { found: String(short.found), reason: short.reason })}>
          {t('short.confirm', { qty: item.unit === 'pcs' ? found.number : `${found.number} ${t(found.unit)}` })}
        </button>
      </div>
    </Sheet>
  )
}

function Reasons({ short, onChoose }: { short: Short; onChoose: (reason: string) => void }) {
  const t = useT()
  return (
    <div className="hh-reasons" role="radiogroup" aria-label={t('short.reason')}>
      {short.reasons.map((reason) => (
        <button key={reason} role="radio" aria-checked={reason === short.reason} onClick={() => onChoose(reason)}>
          {t(`short.${reason}` as Key)}
        </button>
      ))}
    </div>
  )
}

const icons: Record<Then['kind'], LucideIcon> = {
  instead: Route,
  missing: PackageX,
  count: ClipboardCheck,
  'in-time': PackageCheck,
  late: Clock,
}

function Consequence({ then, unit }: { then: Then; unit: 'pcs' | 'g' }) {
  const Icon = icons[then.kind] ?? CircleAlert
  return (
    <li className={then.kind === 'missing' || then.kind === 'late' ? 'bad' : ''}>
      <Icon size={20} aria-hidden />
      <span>
        <Sentence then={then} unit={unit} />
      </span>
    </li>
  )
}

function Sentence({ then, unit }: { then: Then; unit: 'pcs' | 'g' }): ReactNode {
  const t = useT()
  const lang = useLang()
  const qty = amount(then.qty ?? 0, unit, lang)
  const args = { qty: `${qty.number} ${t(qty.unit)}`, person: then.person ?? '', time: then.at ? clock(then.at, lang) : '' }
  switch (then.kind) {
    case 'instead':
      return (
        <>
          <Rich say="then.instead" args={args} marks={{ bin: then.bin && <Bin code={then.bin.code} /> }} />{' '}
          {then.metres !== undefined && <b>{t('then.metres', { metres: then.metres })}</b>}
        </>
      )
    case 'missing':
      return t('then.missing', args)
    case 'count':
      return then.person ? t('then.count', args) : t('then.count.somebody')
    case 'in-time':
      return t('then.in-time', args)
    case 'late':
      return t('then.late', args)
  }
}
