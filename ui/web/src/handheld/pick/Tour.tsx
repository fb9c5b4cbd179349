import { Footprints, Package, Timer } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Bin } from '../../shared/marks'
import { Photo } from '../../shared/Photo'
import { useClient, useFloor } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { mark } from '../../shared/floor/mark'
import { MiniMap } from './MiniMap'
import type { PickProps } from './Pick'

const shown = 5

/** The walk from above and the next stops; the scan goes on from here as well as the button. */
export function Tour({ view, title, onTour }: PickProps) {
  const t = useT()
  const client = useClient()
  const { link } = useFloor()
  const stops = view.stops ?? []
  const [here] = stops
  const back = () => (link === 'live' ? client.touch('back') : onTour?.())
  return (
    <Frame title={title} lines={view.lines}>
      {view.tour?.aisles && <MiniMap aisles={view.tour.aisles} bench={view.tour.bench} />}
      {view.tour && <Figures tour={view.tour} />}
      <ol className="hh-stops">
        {stops.slice(0, shown).map((stop, i) => (
          <li key={stop.bin.code + stop.item.id} className={i === 0 ? 'here' : ''}>
            <Photo item={mark(stop.item)} size={40} />
            <span>
              <span className="where">
                <Bin code={stop.bin.code} /> <b>{stop.item.differs.value}</b>
              </span>
              <small>{stop.item.name}</small>
            </span>
            {stop.bin.way && <em>{t('floor.metres', { metres: stop.bin.way.metres })}</em>}
            <b className="hh-stop-qty">{stop.need - stop.done}</b>
          </li>
        ))}
      </ol>
      {stops.length > shown && <p className="hh-rest">{t('pick.tour.more', { count: stops.length - shown })}</p>}
      {here && (
        <button className="hh-primary hh-last" onClick={back}>
          {t('pick.tour.go_on', { bin: here.bin.code.replaceAll('-', '·') })}
        </button>
      )}
    </Frame>
  )
}

function Figures({ tour }: { tour: NonNullable<PickProps['view']['tour']> }) {
  const t = useT()
  return (
    <ul className="hh-figures">
      <li>
        <Timer size={18} aria-hidden /> <b>{tour.minutes}</b> {t('floor.min')}
      </li>
      <li>
        <Footprints size={18} aria-hidden /> <b>{tour.metres}</b> {t('floor.m')}
      </li>
      <li>
        <Package size={18} aria-hidden /> <b>{tour.orders}</b> {t('pick.tour.orders', { count: tour.orders })}
      </li>
    </ul>
  )
}
