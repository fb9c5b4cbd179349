import {
  Boxes,
  ClipboardList,
  Grid3x3,
  HeartPulse,
  type LucideIcon,
  PlugZap,
  Settings2,
  ShoppingBag,
  Sticker,
  Store,
  Tags,
  Truck,
  UsersRound,
  Wrench,
} from 'lucide-react'
import type { View } from '../shared/api/client'
import type { Key } from '../shared/locale'

export interface Place {
  readonly path: string
  readonly icon: LucideIcon
  readonly name: Key
  /** The letter after G, by physical place. */
  readonly code: string
  readonly cap: string
  /** The right of its read; a place that may not be read is not offered. */
  readonly right: string
  /** Work that waits there. */
  readonly waits?: (counters: View<'Counters'>) => number
  readonly tone?: 'attention' | 'wrong'
}

/** The places by frequency of use. */
export const places: readonly (readonly Place[])[] = [
  [
    { path: '/orders', icon: ShoppingBag, name: 'orders.title', code: 'KeyO', cap: 'O', right: 'orders.read', waits: (n) => n.orders },
    { path: '/stock', icon: Boxes, name: 'stock.title', code: 'KeyS', cap: 'S', right: 'stock.read' },
    { path: '/dispatch', icon: Truck, name: 'dispatch.title', code: 'KeyD', cap: 'D', right: 'dispatch.read', waits: (n) => n.dispatch },
    { path: '/stuck', icon: Wrench, name: 'stuck.title', code: 'KeyU', cap: 'U', right: 'stuck.read', waits: (n) => n.stuck, tone: 'wrong' },
  ],
  [
    { path: '/items', icon: Tags, name: 'items.title', code: 'KeyT', cap: 'T', right: 'catalog.read' },
    { path: '/bins', icon: Grid3x3, name: 'bins.title', code: 'KeyB', cap: 'B', right: 'place.read' },
    { path: '/people', icon: UsersRound, name: 'people.title', code: 'KeyP', cap: 'P', right: 'staff.read' },
    { path: '/devices', icon: PlugZap, name: 'devices.title', code: 'KeyV', cap: 'V', right: 'devices.read', waits: (n) => n.devices, tone: 'attention' },
  ],
  [
    { path: '/shops', icon: Store, name: 'shops.title', code: 'KeyH', cap: 'H', right: 'shop.read', waits: (n) => n.shops, tone: 'attention' },
    { path: '/labels', icon: Sticker, name: 'stencil.nav', code: 'KeyA', cap: 'A', right: 'label.edit' },
    { path: '/imports', icon: ClipboardList, name: 'imports.title', code: 'KeyL', cap: 'L', right: 'import.read' },
    { path: '/node', icon: HeartPulse, name: 'node.title', code: 'KeyN', cap: 'N', right: 'audit.read' },
    { path: '/settings', icon: Settings2, name: 'settings.title', code: 'KeyE', cap: 'E', right: 'settings.read' },
  ],
]
