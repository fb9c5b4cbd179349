import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import type { ReceiveProps } from './Receive'
import { Totals } from './Totals'

/** Waits for the next item or its carton; the last ones stay in sight. */
export function ScanArrived({ view, title }: ReceiveProps) {
  const t = useT()
  const { arrival, totals = [] } = view
  return (
    <Frame title={title} waitsFor={t('receive.scan.item')} actions={view.actions ?? []}>
      <p className="hh-big">
        <b>{arrival?.units ?? 0}</b> {t('receive.so_far')}
      </p>
      {arrival?.from && <p className="hh-label">{arrival.from}</p>}
      {totals.length > 0 ? <Totals totals={totals} /> : <p className="hh-hint">{t('receive.hint')}</p>}
    </Frame>
  )
}
