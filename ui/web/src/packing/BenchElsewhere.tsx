import { ScanLine } from 'lucide-react'
import { type Key, useT } from '../shared/locale'
import { Code } from '../shared/marks'
import { Hint } from '../shared/floor/Hint'
import { useSay } from '../shared/floor/say'
import { useClient, useFloor } from '../shared/floor/Station'
import { view } from '../shared/floor/views'
import { BenchHead } from './BenchHead'
import { ChooseBench } from './ChooseBench'
import { DeviceStrip } from './DeviceStrip'
import { useVersion } from './version'

/** This person packs nowhere yet or does other work now: the bench says which, and how to begin packing. */
export function BenchElsewhere() {
  const t = useT()
  const { state } = useFloor()
  const menu = state && view(state.reply, 'menu')
  const packing = menu?.works.find((work) => work.flow === 'pack')
  const heading = menu ? t(state.station ? 'pack.begin' : 'pack.bench.first') : t('pack.elsewhere', { flow: t(`flow.${state?.reply.flow ?? 'menu'}` as Key) })
  return (
    <main className="pk pk-whole" data-version={useVersion()}>
      <BenchHead />
      <section className="pk-idle">
        <ScanLine size={160} strokeWidth={1.2} aria-hidden />
        <h2>{heading}</h2>
        <Refused />
        <Hint className="pk-refused pk-hinted" />
        {!menu && <BeginPacking />}
        {menu && !state.station && <ChooseBench />}
        {packing && packing.waiting > 0 && <p>{t('pack.begin.waiting', { count: packing.waiting })}</p>}
      </section>
      <span />
      <DeviceStrip />
    </main>
  )
}

function Refused() {
  const say = useSay()
  const { state } = useFloor()
  const { cue, message } = state?.reply ?? {}
  const asksBench = message?.code === 'station.choose_work' && !state?.station // the heading says it
  if (!message?.code || asksBench || (cue !== 'wrong' && cue !== 'attention')) return null
  return (
    <p className="pk-refused" role="alert">
      {say('say', message)}
    </p>
  )
}

/** Leaves the other work for packing: the same by a press and by its barcode. */
function BeginPacking() {
  const t = useT()
  const client = useClient()
  const { state } = useFloor()
  const command = state?.packing
  if (!command) return null
  return (
    <p className="pk-choose">
      <button className="pk-offer" onClick={() => client.scan(command)}>
        {t('pack.elsewhere.begin')} <Code>{command}</Code>
      </button>
    </p>
  )
}
