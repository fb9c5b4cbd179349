import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { GoodsNote } from '../parts/GoodsNote'
import { ItemLine } from '../parts/ItemLine'
import { Place } from '../parts/Place'
import { RackView } from '../parts/RackView'
import type { PutBackProps } from './PutBack'

/** The unit is in the hand; the bin it goes back to. */
export function ReturnToBin({ view, title }: PutBackProps) {
  const t = useT()
  return (
    <Frame title={title} lines={view.lines} waitsFor={t('putaway.scan.bin')} actions={view.actions ?? []}>
      {view.bin && <Place bin={view.bin} label={t('putback.go')} />}
      {view.bin?.rack && <RackView rack={view.bin.rack} />}
      {view.item && <ItemLine item={view.item} qty={view.qty} />}
      <GoodsNote lot={view.lot} expiry={view.expiry} />
    </Frame>
  )
}
