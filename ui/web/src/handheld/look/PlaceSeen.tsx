import { CircleX } from 'lucide-react'
import { type Key, useT } from '../../shared/locale'
import { Tote } from '../../shared/marks'
import type { LookView } from '../../shared/floor/views'
import { Place } from '../parts/Place'

/** The place that was scanned: its plate, what it is for, where it stands, whose goods it holds, what stands in it. */
export function PlaceSeen({ place }: { place: NonNullable<LookView['place']> }) {
  const t = useT()
  const { bin, tote, inside = [], others = 0 } = place
  const facts = [
    place.use ? t(`purpose.${place.use}` as Key) : t(`kind.${place.kind}` as Key),
    place.in && t('carry.stands', { place: place.in }),
    place.order && t('pick.order', { order: place.order }),
    place.state && t(`look.state.${place.state}` as Key),
  ]
  return (
    <>
      {bin ? (
        <Place bin={bin} label={facts.filter(Boolean).join(' · ')} />
      ) : (
        <div className="hh-look-place">
          <div className="hh-totes">
            <Tote code={place.name} {...(tote?.band && { band: tote.band })} />
          </div>
          <p className="hh-label">{facts.filter(Boolean).join(' · ')}</p>
        </div>
      )}
      {place.blocked && (
        <p className="hh-note wrong">
          <CircleX size={20} aria-hidden /> {t('look.blocked', { reason: place.blocked })}
        </p>
      )}
      {inside.length > 0 && (
        <div className="hh-look-inside">
          <span className="hh-label">{t('look.inside')}</span>
          {inside.map((one) => (
            <Tote key={one.code} code={`${one.code} · ${one.units}`} {...(one.band && { band: one.band })} />
          ))}
          {others > 0 && <span className="hh-label">{t('look.others', { n: others })}</span>}
        </div>
      )}
    </>
  )
}
