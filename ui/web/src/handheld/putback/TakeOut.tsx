import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { Inside } from '../parts/Inside'
import type { PutBackProps } from './PutBack'

/** What is still in the tote; waits for a unit out of it. */
export function TakeOut({ view, title }: PutBackProps) {
  const t = useT()
  const order = view.order && t('pick.order', { order: view.order })
  return (
    <Frame title={title} lines={view.lines} waitsFor={t('putback.scan.item')} actions={view.actions ?? []}>
      <p className="hh-label">{[t('putback.left'), order].filter(Boolean).join(' · ')}</p>
      <Inside lines={view.left ?? []} label={t('putback.left')} />
    </Frame>
  )
}
