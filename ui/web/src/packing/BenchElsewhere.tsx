import { ScanLine } from 'lucide-react'
import { type Key, useT } from '../shared/locale'
import { useSay } from '../shared/floor/say'
import { useFloor } from '../shared/floor/Station'
import { view } from '../shared/floor/views'
import { BenchHead } from './BenchHead'
import { DeviceStrip } from './DeviceStrip'
import { useVersion } from './version'

/** This person does other work now: the bench says which, and how to begin packing. */
export function BenchElsewhere() {
  const t = useT()
  const say = useSay()
  const { state } = useFloor()
  const { cue, message } = state?.reply ?? {}
  const menu = state && view(state.reply, 'menu')
  const packing = menu?.works.find((work) => work.flow === 'pack')
  return (
    <main className="pk pk-whole" data-version={useVersion()}>
      <BenchHead />
      <section className="pk-idle">
        <ScanLine size={160} strokeWidth={1.2} aria-hidden />
        <h2>{menu ? t('pack.begin') : t('pack.elsewhere', { flow: t(`flow.${state?.reply.flow ?? 'menu'}` as Key) })}</h2>
        {message?.code && (cue === 'wrong' || cue === 'attention') && (
          <p className="pk-refused" role="alert">
            {say('say', message)}
          </p>
        )}
        {packing && packing.waiting > 0 && <p>{t('pack.begin.waiting', { count: packing.waiting })}</p>}
      </section>
      <span />
      <DeviceStrip />
    </main>
  )
}
