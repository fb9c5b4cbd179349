import { ArrowRight, Check } from 'lucide-react'
import { useT } from '../shared/locale'
import { Code } from '../shared/marks'
import { useFloor } from '../shared/floor/Station'
import type { PackView } from '../shared/floor/views'
import { BenchHead } from './BenchHead'
import { DeviceStrip } from './DeviceStrip'
import { EffectRow } from './EffectRow'
import { KeyRow } from './KeyRow'
import { LabelPicture } from './LabelPicture'
import { LastScan } from './LastScan'
import { labelTask } from './labelTask'
import { LeftInTotes } from './LeftInTotes'
import type { BenchProps } from './Packing'
import { useVersion } from './version'

/** The last scan did these things, each exactly once. The hands have one thing left to do. */
export function PackingDone({ view }: BenchProps) {
  const t = useT()
  const { link, refused, state, unread } = useFloor()
  const label = view.effects?.find((effect) => effect.kind === 'label')?.state
  const task = labelTask(label, state?.station?.devices ?? [])
  const told = link === 'lost' || unread || refused.length > 0 || state?.reply.cue === 'wrong' || state?.reply.cue === 'attention'
  return (
    <main className="pk pk-whole" data-version={useVersion()}>
      <BenchHead view={view} />
      <section className="pk-done" role="status">
        <div className="pk-done-say">
          <Check size={112} strokeWidth={3.2} aria-hidden />
          <h2>{t('pack.done')}</h2>
          <p>{t(`pack.done.${task}`)}</p>
          {view.dock && <p className="pk-dock">{view.dock}</p>}
          <LeftInTotes totes={view.back ?? []} />
        </div>
        <LabelPicture view={view} />
        <ol className="pk-effects">
          {(view.effects ?? []).map((effect) => (
            <EffectRow key={effect.kind} effect={effect} unbound={effect.kind === 'label' && task === 'unbound'} />
          ))}
        </ol>
      </section>
      {told ? <LastScan view={view} /> : <Following view={view} />}
      <DeviceStrip />
    </main>
  )
}

function Following({ view }: { view: PackView }) {
  const t = useT()
  const totes = view.next.totes ?? []
  const waiting = totes.length + view.next.more
  return (
    <section className="pk-following">
      <span className="pk-following-scan">
        {t('pack.scan.next')} <ArrowRight size={30} aria-hidden />
      </span>
      {waiting > 0 && (
        <span>
          {t('pack.waiting')} <b>{waiting}</b>
        </span>
      )}
      {totes.map((tote) => (
        <Code key={tote.code}>{tote.code}</Code>
      ))}
      <span className="pk-push" />
      <KeyRow actions={view.actions ?? []} names={['label', 'reopen']} />
    </section>
  )
}
