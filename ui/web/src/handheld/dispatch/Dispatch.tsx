import type { ComponentType } from 'react'
import { useT } from '../../shared/locale'
import type { DispatchView } from '../../shared/floor/views'
import { Couriers } from './Couriers'
import { HandedOver } from './HandedOver'
import { MissingParcels } from './MissingParcels'
import { ScanParcels } from './ScanParcels'

export interface DispatchProps {
  readonly view: DispatchView
  readonly title: string
}

const steps: Record<DispatchView['step'], ComponentType<DispatchProps>> = {
  couriers: Couriers,
  scan: ScanParcels,
  missing: MissingParcels,
  done: HandedOver,
}

/** Closed parcels go to their courier, each by its own scan. */
export function Dispatch({ view }: { view: DispatchView }) {
  const t = useT()
  const Step = steps[view.step]
  return <Step view={view} title={view.courier ? view.courier.name : t('flow.dispatch')} />
}
