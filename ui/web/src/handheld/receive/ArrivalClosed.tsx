import { Check } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { Verdict } from '../parts/Verdict'
import type { ReceiveProps } from './Receive'
import { Totals } from './Totals'

/** The arrival is closed; what differs from the papers stays on the screen. */
export function ArrivalClosed({ view, title }: ReceiveProps) {
  const t = useT()
  const totals = view.totals ?? []
  const announced = totals.some(({ expected }) => expected > 0)
  const different = totals.filter(({ qty, expected }) => expected > 0 && expected !== qty)
  return (
    <Frame title={title} waitsFor={t('receive.scan.paper')} actions={view.actions ?? []}>
      <Verdict tone={different.length > 0 ? 'attention' : 'ok'} icon={<Check size={64} strokeWidth={3} aria-hidden />} title={t('receive.closed')}>
        <p>
          {different.length > 0
            ? t('receive.closed.differs', { count: different.length })
            : announced
              ? t('receive.closed.fits')
              : t('receive.lines', { count: totals.length })}
        </p>
      </Verdict>
      <Totals totals={different.length > 0 ? different : totals} />
    </Frame>
  )
}
