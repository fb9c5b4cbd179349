import { useT } from '../../shared/locale'
import { useFloor } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { ItemLine } from '../parts/ItemLine'
import { Place } from '../parts/Place'
import { RackView } from '../parts/RackView'
import type { PickProps } from './Pick'

/** The picker walks: which bin, how to get there, which level to look at, what will be taken. */
export function GoToBin({ view, title, onTour }: PickProps) {
  const t = useT()
  const { link } = useFloor()
  const { bin, item } = view
  return (
    <Frame title={title} lines={view.lines} onTour={onTour} waitsFor={t('pick.scan.bin')} actions={view.actions ?? []}>
      {bin && <Place bin={bin} label={t('pick.go')} />}
      {bin?.rack && link === 'live' && <RackView rack={bin.rack} />}
      {item && <ItemLine item={item} qty={view.need - view.done} />}
    </Frame>
  )
}
