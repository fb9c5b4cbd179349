import { MoveRight } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Tote } from '../../shared/marks'
import type { MoveView } from '../../shared/floor/views'
import { Frame } from '../Frame'
import { Inside } from '../parts/Inside'
import { Row, Rows } from '../parts/Rows'
import { Verdict } from '../parts/Verdict'

/** A whole container goes from one place to another: its scan, then that of the place. */
export function Carry({ view }: { view: MoveView }) {
  const t = useT()
  const { tote, order, place, left = [], totes = [] } = view
  if (!tote) {
    return (
      <Frame title={t('flow.carry')} waitsFor={t('carry.scan.container')} actions={view.actions ?? []}>
        <Verdict tone="plain" icon={<MoveRight size={64} aria-hidden />} title={t('carry.none')} />
        <Rows label={t('carry.last')}>
          {totes.map((last) => (
            <Row
              key={last.tote.code}
              name={<Tote code={last.tote.code} {...(last.tote.band && { band: last.tote.band })} />}
              detail={last.place && t('carry.stands', { place: last.place })}
              figure={`${last.tote.units} ${t('unit.pcs')}`}
            />
          ))}
        </Rows>
      </Frame>
    )
  }
  return (
    <Frame title={t('flow.carry')} waitsFor={t('carry.scan.place')} actions={view.actions ?? []}>
      <div className="hh-totes">
        <Tote code={tote.code} {...(tote.band && { band: tote.band })} />
      </div>
      <p className="hh-label">
        {[`${tote.units} ${t('unit.pcs')}`, order && t('pick.order', { order }), place && t('carry.stands', { place })].filter(Boolean).join(' · ')}
      </p>
      <Inside lines={left} label={tote.code} />
    </Frame>
  )
}
