import { ArrowDown, Check } from 'lucide-react'
import { useLang, useT } from '../../shared/locale'
import { Photo } from '../../shared/Photo'
import { amount } from '../../shared/floor/say'
import type { Tote } from '../../shared/floor/views'
import { Frame } from '../Frame'
import { mark } from '../../shared/floor/mark'
import type { PickProps } from './Pick'

/** Units in hand: the tote by its band first, its code as large as its handle's. */
export function PutToTote({ view, title, onTour }: PickProps) {
  const t = useT()
  const lang = useLang()
  const { item, into = '', totes = [] } = view
  const unit = item?.unit ?? 'pcs'
  const done = amount(view.done, unit, lang)
  const need = amount(view.need, unit, lang)
  return (
    <Frame title={title} lines={view.lines} onTour={onTour} waitsFor={t(into ? 'pick.scan.tote' : 'pick.scan.empty_tote')} actions={view.actions ?? []}>
      <p className="hh-at">
        <Check size={20} strokeWidth={3} aria-hidden /> {t('pick.took', { done: done.number, need: need.number })}
        <span className="hh-push" />
        {item && <Photo item={mark(item)} size={36} />}
        <b className="hh-at-size">{item?.differs.value}</b>
      </p>
      <div className="hh-put">
        <p className="hh-label">{t('pick.put', { qty: `${done.number} ${t(done.unit)}` })}</p>
        {into ? <p className={into.length > 6 ? 'hh-tote long' : 'hh-tote'}>{into}</p> : <p className="hh-tote-any">{t('pick.tote.any')}</p>}
        <p className="hh-order">{title}</p>
      </div>
      {totes.length > 0 && <Cart totes={totes} into={into} />}
    </Frame>
  )
}

/** The totes as they stand before the person, the one to fill in the accent. */
function Cart({ totes, into }: { totes: readonly Tote[]; into: string }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <ol className={totes.length > 2 ? 'hh-cart' : 'hh-cart few'} aria-label={t('pick.totes')}>
        {totes.map((tote) => (
          <li key={tote.code} className={tote.code === into ? 'target' : ''}>
            <i style={tote.band ? { background: tote.band } : undefined} aria-hidden />
            <b>{tote.code}</b>
            <small>{tote.units === 0 ? t('pick.tote.empty') : `${amount(tote.units, 'pcs', lang).number} ${t('unit.pcs')}`}</small>
            {tote.code === into && <ArrowDown size={26} strokeWidth={2.6} aria-hidden />}
          </li>
        ))}
      </ol>
      <div className="hh-wheels" aria-hidden>
        <i />
        <i />
      </div>
    </>
  )
}
