import { Check } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Tote } from '../../shared/marks'
import { Frame } from '../Frame'
import { Row, Rows } from '../parts/Rows'
import { Verdict } from '../parts/Verdict'
import type { PutBackProps } from './PutBack'

/** Totes with goods of cancelled orders, and where they stand. */
export function WaitingTotes({ view, title }: PutBackProps) {
  const t = useT()
  const totes = view.totes ?? []
  if (totes.length === 0) {
    return (
      <Frame title={title} actions={view.actions ?? []}>
        <Verdict tone="plain" icon={<Check size={64} aria-hidden />} title={t('putback.none')} />
      </Frame>
    )
  }
  return (
    <Frame title={title} waitsFor={t('putback.scan.tote')} actions={view.actions ?? []}>
      <Rows label={title}>
        {totes.map(({ tote, order, place }) => (
          <Row
            key={tote.code}
            name={<Tote code={tote.code} {...(tote.band && { band: tote.band })} />}
            detail={[order && t('pick.order', { order }), place].filter(Boolean).join(' · ')}
            figure={`${tote.units} ${t('unit.pcs')}`}
          />
        ))}
      </Rows>
    </Frame>
  )
}
