import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { ItemLine } from '../parts/ItemLine'
import { Place } from '../parts/Place'
import type { ReceiveProps } from './Receive'

/** The goods are counted: waits for the place at the dock where they stand. */
export function DockBin({ view, title }: ReceiveProps) {
  const t = useT()
  return (
    <Frame title={title} waitsFor={t('receive.scan.bin')} actions={view.actions ?? []}>
      {view.bin && <Place bin={view.bin} label={t('receive.bin.last')} />}
      {view.item && <ItemLine item={view.item} qty={view.qty} />}
    </Frame>
  )
}
