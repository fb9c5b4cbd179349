import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import type { ReceiveProps } from './Receive'
import { Totals } from './Totals'

/** Put-away: waits for the next thing at the dock. */
export function TakeFromDock({ view, title }: ReceiveProps) {
  const t = useT()
  return (
    <Frame title={title} waitsFor={t('putaway.scan.item')} actions={view.actions ?? []}>
      <p className="hh-big">
        <b>{view.left}</b> {t('putaway.left', { count: view.left })}
      </p>
      {view.totals && <Totals totals={view.totals} />}
    </Frame>
  )
}
