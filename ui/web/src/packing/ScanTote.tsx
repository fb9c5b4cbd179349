import { ScanLine } from 'lucide-react'
import { useT } from '../shared/locale'
import { useFloor } from '../shared/floor/Station'
import { BenchHead } from './BenchHead'
import { ChooseBench } from './ChooseBench'
import { DeviceStrip } from './DeviceStrip'
import { LastScan, useTold } from './LastScan'
import { NextTotes } from './NextTotes'
import type { BenchProps } from './Packing'
import { useVersion } from './version'

/** Nothing lies on the bench: waits for a tote, or to be told which bench it is. */
export function ScanTote({ view }: BenchProps) {
  const t = useT()
  const { state } = useFloor()
  return (
    <main className="pk pk-whole" data-version={useVersion()}>
      <BenchHead view={view} />
      <section className="pk-idle">
        <ScanLine size={160} strokeWidth={1.2} aria-hidden />
        <h2>{t(state?.station ? 'pack.scan.tote' : 'pack.bench.first')}</h2>
        {state && !state.station && <ChooseBench />}
        <NextTotes next={view.next} />
      </section>
      {useTold(view) ? <LastScan view={view} /> : <span />}
      <DeviceStrip />
    </main>
  )
}
