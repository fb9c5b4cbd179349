import type { ComponentType } from 'react'
import { type Key, useT } from '../../shared/locale'
import type { ReceiveView } from '../../shared/floor/views'
import { WrongScan } from '../parts/WrongScan'
import { Arrivals } from './Arrivals'
import { AskExpiry } from './AskExpiry'
import { AskLot } from './AskLot'
import { AskQuantity } from './AskQuantity'
import { AskSerial } from './AskSerial'
import { ArrivalClosed } from './ArrivalClosed'
import { CarryToBin } from './CarryToBin'
import { DockBin } from './DockBin'
import { NothingToPut } from './NothingToPut'
import { ScanArrived } from './ScanArrived'
import { TakeFromDock } from './TakeFromDock'

export interface ReceiveProps {
  readonly view: ReceiveView
  readonly title: string
}

const steps: Record<ReceiveView['step'], ComponentType<ReceiveProps>> = {
  arrivals: Arrivals,
  item: ScanArrived,
  lot: AskLot,
  expiry: AskExpiry,
  serial: AskSerial,
  quantity: AskQuantity,
  bin: DockBin,
  wrong: WrongReceive,
  closed: ArrivalClosed,
  take: TakeFromDock,
  count: AskQuantity,
  go: CarryToBin,
  empty: NothingToPut,
}

/** Goods in at the dock, and from the dock to their bins. */
export function Receive({ view, flow }: { view: ReceiveView; flow: 'receive' | 'putaway' }) {
  const t = useT()
  const title = view.arrival ? t('receive.arrival', { number: view.arrival.number }) : t(`flow.${flow}`)
  const Step = steps[view.step]
  return <Step view={view} title={title} />
}

/** What each step waits for. */
const waits: Record<NonNullable<ReceiveView['waits']>, Key> = {
  arrivals: 'receive.scan.paper',
  item: 'receive.scan.item',
  lot: 'receive.scan.lot',
  expiry: 'receive.scan.expiry',
  serial: 'receive.scan.serial',
  quantity: 'receive.scan.again',
  bin: 'receive.scan.bin',
  take: 'putaway.scan.item',
  count: 'receive.scan.more',
  go: 'putaway.scan.bin',
  empty: 'putaway.empty',
}

function WrongReceive({ view, title }: ReceiveProps) {
  const t = useT()
  return view.wrong ? <WrongScan wrong={view.wrong} title={title} actions={view.actions ?? []} waits={view.waits && t(waits[view.waits])} /> : null
}
