import {
  Ban,
  Check,
  CircleSlash,
  CornerUpLeft,
  DoorOpen,
  Flag,
  Hash,
  type LucideIcon,
  MapPinCheck,
  Package,
  PackageX,
  Printer,
  Route,
  ScanSearch,
  ShieldAlert,
  SkipForward,
  Truck,
  Undo2,
  Warehouse,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { Key, T } from '../shared/locale'

const icons: Record<string, LucideIcon> = {
  back: CornerUpLeft,
  blocked: Ban,
  close: Truck,
  damaged: ShieldAlert,
  full: Package,
  here: MapPinCheck,
  leave: DoorOpen,
  lot: Check,
  list: Printer,
  look: ScanSearch,
  menu: Warehouse,
  mislabel: Flag,
  other: Route,
  quantity: Hash,
  returned: Check,
  short: PackageX,
  skip: SkipForward,
  tour: Route,
  undo: Undo2,
}

export function actionIcon(name: string): ReactNode {
  const Icon = icons[name] ?? CircleSlash
  return <Icon size={22} aria-hidden />
}

export function actionWord(t: T, name: string): string {
  return t(`act.${name}` as Key)
}
