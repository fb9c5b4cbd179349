import { PackageOpen, PackagePlus, ScanBarcode, ScanSearch, Truck, Undo2, type LucideIcon, MoveRight, Warehouse } from 'lucide-react'
import { type Key, useT } from '../shared/locale'
import { useClient, useFloor } from '../shared/floor/Station'
import type { Menu as MenuView } from '../shared/floor/views'
import { Frame } from './Frame'
import { Row, Rows } from './parts/Rows'

const icons: Record<string, LucideIcon> = {
  pick: ScanBarcode,
  pack: PackageOpen,
  receive: PackagePlus,
  putaway: Warehouse,
  dispatch: Truck,
  putback: Undo2,
  carry: MoveRight,
  look: ScanSearch,
}

/** What this person may begin here, by a tap or by the command's barcode. */
export function Menu({ view }: { view: MenuView }) {
  const t = useT()
  const client = useClient()
  const { state, link } = useFloor()
  return (
    <Frame title={state?.station?.name ?? t('floor.menu')} waitsFor={t('floor.menu.scan')} actions={[]}>
      <Rows label={t('floor.menu')}>
        {[...view.works.filter((work) => !work.why), ...view.works.filter((work) => work.why)].map((work) => {
          const Icon = icons[work.flow] ?? Warehouse
          return (
            <Row
              key={work.flow}
              lead={<Icon size={28} aria-hidden />}
              name={t(`flow.${work.flow}` as Key)}
              detail={work.why ? t('act.denied') : work.left && t('floor.menu.left', { order: work.left.order, ...work.left.lines })}
              figure={work.waiting > 0 ? work.waiting : ''}
              onPress={work.why || link === 'lost' ? undefined : () => client.scan(work.command)}
            />
          )
        })}
      </Rows>
    </Frame>
  )
}
