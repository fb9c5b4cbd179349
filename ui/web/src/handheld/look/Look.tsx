import { ScanSearch } from 'lucide-react'
import { type Key, useT } from '../../shared/locale'
import type { LookView } from '../../shared/floor/views'
import { Frame } from '../Frame'
import { Choose } from '../parts/Choose'
import { Verdict } from '../parts/Verdict'
import { Goods } from './Goods'
import { Moves } from './Moves'
import { OrderSeen } from './OrderSeen'
import { PlaceSeen } from './PlaceSeen'
import { WhereItem } from './WhereItem'
import './look.css'

/** What is here, and where is it: the next scan takes the place of the picture, and nothing is ever booked. */
export function Look({ view }: { view: LookView }) {
  const t = useT()
  return (
    <Frame title={t('flow.look')} waitsFor={t('look.scan')} actions={view.actions ?? []}>
      {view.waits && <p className="hh-label">{t('look.waits', { work: t(`flow.${view.waits}` as Key) })}</p>}
      <Seen view={view} />
    </Frame>
  )
}

function Seen({ view }: { view: LookView }) {
  const t = useT()
  const { place, item, order, choices } = view
  const lines = view.lines ?? []
  const more = view.more ?? 0
  if (place) {
    return (
      <>
        <PlaceSeen place={place} />
        <Goods lines={lines} more={more} label={t('look.here')} none={t('look.empty')} />
        <Moves moves={view.moves ?? []} />
      </>
    )
  }
  if (item) {
    return (
      <>
        <WhereItem seen={item} />
        <Goods lines={lines} more={more} unit={item.item.unit} label={t('look.where')} none={t('look.nowhere')} />
      </>
    )
  }
  if (order) {
    return (
      <>
        <OrderSeen order={order} />
        <Goods lines={lines} more={more} label={t('look.where')} none={t('look.nothing')} />
      </>
    )
  }
  if (choices && choices.length > 0) return <Choose choices={choices} />
  return (
    <Verdict tone="plain" icon={<ScanSearch size={64} aria-hidden />} title={t('look.any')}>
      <p>{t('look.any.what')}</p>
    </Verdict>
  )
}
