import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useT } from '../../shared/locale'
import { Bin } from '../../shared/marks'
import { Frame } from '../Frame'
import { ItemLarge } from '../parts/ItemLarge'
import type { PickProps } from './Pick'

/** At the bin: what to take, what differs, how many of how many. */
export function ScanItem({ view, title, onTour, sheet }: PickProps & { sheet?: ReactNode }) {
  const t = useT()
  return (
    <Frame title={title} lines={view.lines} onTour={onTour} waitsFor={t('pick.scan.item')} actions={view.actions ?? []} sheet={sheet}>
      {view.bin && (
        <p className="hh-at">
          <Check size={20} strokeWidth={3} aria-hidden /> {t('pick.here')} <Bin code={view.bin.code} />
        </p>
      )}
      {view.item && <ItemLarge item={view.item} done={view.done} need={view.need} alike={view.alike} lot={view.lot} />}
    </Frame>
  )
}
