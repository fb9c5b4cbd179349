import { Check } from 'lucide-react'
import { useLang, useT } from '../shared/locale'
import { Photo } from '../shared/Photo'
import { mark } from '../shared/floor/mark'
import { amount, Rich, useSay } from '../shared/floor/say'
import type { PackView } from '../shared/floor/views'
import { BenchHead } from './BenchHead'
import { BuyersWord } from './BuyersWord'
import { DeviceStrip } from './DeviceStrip'
import { Inserts } from './Inserts'
import { KeyRow } from './KeyRow'
import { LastScan } from './LastScan'
import { LeftInTotes } from './LeftInTotes'
import { NextTotes } from './NextTotes'
import { OpenLines } from './OpenLines'
import type { BenchProps } from './Packing'
import { useVersion } from './version'
import { ParcelBox } from './ParcelBox'

/** What is still to be scanned, large; what is in the box already, small and ticked. */
export function ScanUnits({ view }: BenchProps) {
  const say = useSay()
  return (
    <main className="pk" data-version={useVersion()}>
      <BenchHead view={view} />
      <LastScan view={view} />
      <section className="pk-left">
        <h2>
          <Rich say="pack.remain" args={{ need: view.need }} marks={{ left: <b>{view.need - view.packed}</b> }} />
        </h2>
        {view.all ? <p className="pk-all">{say('say', view.all)}</p> : <OpenLines lines={view.open ?? []} />}
        <LeftInTotes totes={view.back ?? []} />
        <ClosedLines lines={view.closed ?? []} />
      </section>
      <aside className="pk-side">
        {view.parcel && <ParcelBox parcel={view.parcel} actions={view.actions ?? []} last={Boolean(view.all)} />}
        {view.inserts && view.inserts.length > 0 && <Inserts inserts={view.inserts} />}
        {view.comment && <BuyersWord comment={view.comment} />}
        <NextTotes next={view.next} />
        <KeyRow actions={view.actions ?? []} names={['undo', 'short', 'aside']} />
      </aside>
      <DeviceStrip />
    </main>
  )
}

function ClosedLines({ lines }: { lines: NonNullable<PackView['closed']> }) {
  const t = useT()
  const lang = useLang()
  return (
    <ul className="pk-closed" aria-label={t('pack.in_box')}>
      {lines.map(({ item, packed }) => (
        <li key={item.id}>
          <Check size={22} strokeWidth={3} aria-hidden />
          <Photo item={mark(item)} size={52} />
          <span>
            {item.name} <b>{item.differs.value}</b>
          </span>
          <em>{amount(packed, item.unit, lang).number}</em>
        </li>
      ))}
    </ul>
  )
}
