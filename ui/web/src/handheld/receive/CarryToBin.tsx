import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { GoodsNote } from '../parts/GoodsNote'
import { ItemLine } from '../parts/ItemLine'
import { Place } from '../parts/Place'
import { RackView } from '../parts/RackView'
import type { ReceiveProps } from './Receive'

/** Put-away: the hands are full; where they go. */
export function CarryToBin({ view, title }: ReceiveProps) {
  const t = useT()
  return (
    <Frame title={title} waitsFor={t('putaway.scan.bin')} actions={view.actions ?? []}>
      {view.bin && <Place bin={view.bin} label={t('putaway.go')} />}
      {view.bin?.rack && <RackView rack={view.bin.rack} />}
      {view.item && <ItemLine item={view.item} qty={view.qty} />}
      <GoodsNote lot={view.lot} expiry={view.expiry} condition={view.condition} />
    </Frame>
  )
}
