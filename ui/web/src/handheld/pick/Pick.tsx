import { type ComponentType, useEffect, useState } from 'react'
import { useT } from '../../shared/locale'
import { useClient, useFloor } from '../../shared/floor/Station'
import type { PickView } from '../../shared/floor/views'
import { useAway } from '../away'
import { WrongScan } from '../parts/WrongScan'
import { CarryAway } from './CarryAway'
import { GoToBin } from './GoToBin'
import { Offered } from './Offered'
import { PickStopped } from './PickStopped'
import { PutBack } from './PutBack'
import { PutToTote } from './PutToTote'
import { ScanItem } from './ScanItem'
import { ShortSheet } from './ShortSheet'
import { Tasks } from './Tasks'
import { Tour } from './Tour'
import { TypeQuantity } from './TypeQuantity'

export interface PickProps {
  readonly view: PickView
  readonly title: string
  /** Opens the map of the tour, where the step has one. */
  readonly onTour?: (() => void) | undefined
}

const steps: Record<PickView['step'], ComponentType<PickProps>> = {
  tasks: Tasks,
  offered: Offered,
  go: GoToBin,
  item: ScanItem,
  quantity: TypeQuantity,
  tote: PutToTote,
  wrong: WrongPick,
  short: ShortPick,
  return: PutBack,
  tour: Tour,
  stop: PickStopped,
  done: CarryAway,
}

/** Picking: the step that the node said last, or where the walk stands without it. */
export function Pick({ view: told }: { view: PickView }) {
  const t = useT()
  const client = useClient()
  const { link } = useFloor()
  const away = useAway()
  const [map, setMap] = useState(false)
  usePhotos(told)
  const view = away.walk ?? told
  const title = view.order ? t('pick.order', { order: view.order }) : t('pick.title')
  const hasTour = Boolean(view.stops?.length) && view.actions?.some((action) => action.name === 'tour')
  const openTour = () => (link === 'live' ? client.touch('tour') : setMap(true))
  if (map && link === 'lost') return <Tour view={{ ...view, step: 'tour' }} title={title} onTour={() => setMap(false)} />
  const Step = steps[view.step]
  return <Step view={view} title={title} onTour={hasTour ? openTour : undefined} />
}

/** Fetches the photos of the whole lease while there is network. */
function usePhotos({ stops }: PickView): void {
  const photos = (stops ?? []).flatMap(({ item }) => item.photo ?? []).join(' ')
  useEffect(() => {
    for (const photo of new Set(photos.split(' ').filter(Boolean))) new Image().src = photo
  }, [photos])
}

function WrongPick({ view, title }: PickProps) {
  if (!view.wrong) return null
  return <WrongScan wrong={view.wrong} title={title} lines={view.lines} actions={view.actions ?? []} />
}

/** The question comes up over the item it is about. */
function ShortPick({ view, title }: PickProps) {
  return <ScanItem view={view} title={title} sheet={<ShortSheet view={view} />} />
}
