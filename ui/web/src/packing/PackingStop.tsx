import { OctagonX, ScanLine } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { clock, money } from '../shared/format'
import { useLang, useT } from '../shared/locale'
import { Photo } from '../shared/Photo'
import { play } from '../shared/sound'
import { loudness } from '../shared/floor/loudness'
import { mark } from '../shared/floor/mark'
import { amount, Rich, useSay } from '../shared/floor/say'
import type { PackView } from '../shared/floor/views'
import { BenchHead } from './BenchHead'
import { DeviceStrip } from './DeviceStrip'
import { LastScan, useTold } from './LastScan'
import type { BenchProps } from './Packing'
import { useVersion } from './version'

type Stop = NonNullable<PackView['stop']>

const repeatEvery = 2500

/** The order was cancelled while its goods lie on the bench. The bench says why, and what the hands do now. */
export function PackingStop({ view }: BenchProps) {
  const { stop } = view
  const version = useVersion()
  const told = useTold(view)
  useAlarm(stop?.at ?? '', version)
  if (!stop) return null
  return (
    <main className="pk pk-whole pk-stopped" data-version={version}>
      <BenchHead view={view} />
      <section className="pk-stop">
        <Why stop={stop} />
        <TakeOut stop={stop} totes={(view.totes ?? []).filter((tote) => tote.units > 0).map((tote) => tote.code)} />
      </section>
      {told && <LastScan view={view} />}
      <DeviceStrip />
    </main>
  )
}

/** Sounds until the first scan that follows: any newer version of the session. */
function useAlarm(stoppedAt: string, version: number | undefined): void {
  const first = useRef({ stoppedAt: '', version: 0 })
  useEffect(() => {
    if (first.current.stoppedAt !== stoppedAt) first.current = { stoppedAt, version: version ?? 0 }
    if (version !== first.current.version) return
    const timer = setInterval(() => play('wrong', loudness()), repeatEvery)
    return () => clearInterval(timer)
  }, [stoppedAt, version])
}

function Why({ stop }: { stop: Stop }) {
  const t = useT()
  const lang = useLang()
  const say = useSay()
  return (
    <div className="pk-stop-say" role="alert">
      <OctagonX size={132} strokeWidth={2.2} aria-hidden />
      <h2>
        {t('pack.stop')} {say('say', stop.why)}
      </h2>
      {stop.said && <p>«{stop.said}»</p>}
      <p className="pk-stop-who">
        {[stop.who.name, clock(stop.at, lang, true), stop.afterScan > 0 && t('pack.stop.after', { scan: stop.afterScan })].filter(Boolean).join(' · ')}
      </p>
      <dl>
        {stop.undone.map((effect) => (
          <div key={effect.kind}>
            <dt>{t(`undone.${effect.kind}`)}</dt>
            <dd>
              {effect.why ? say('say', effect.why) : t(`undone.${effect.kind}.${effect.state}`)}
              {effect.minor !== undefined && effect.currency && `, ${money({ minor: effect.minor, currency: effect.currency }, lang)}`}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** What must come out of the box; when nothing does, which totes are put back. */
function TakeOut({ stop, totes }: { stop: Stop; totes: readonly string[] }) {
  const t = useT()
  const lang = useLang()
  const back = stop.back ?? []
  const left = back.reduce((sum, line) => sum + line.need - line.done, 0)
  const into = stop.into?.code
  return (
    <div className="pk-stop-do">
      <h3>
        {left === 0 && (totes.length > 0 ? t('pack.stop.putback', { totes: totes.join(', ') }) : t('pack.stop.nothing'))}
        {left > 0 && (into ? <Rich say="pack.stop.take" args={{ count: left }} marks={{ tote: <b>{into}</b> }} /> : t('pack.stop.take_first', { count: left }))}
      </h3>
      <ol>
        {back.map(({ item, need, done }) => (
          <li key={item.id} className={done === need ? 'done' : ''}>
            <Photo item={mark(item)} size={104} />
            <div>
              <p className="pk-name">{item.name}</p>
              <p className="pk-differs">{item.differs.value}</p>
            </div>
            <p className="pk-stop-qty">
              {amount(done, item.unit, lang).number} <small>{t('short.of', { most: amount(need, item.unit, lang).number })}</small>
            </p>
          </li>
        ))}
      </ol>
      <p className="pk-waits">
        <ScanLine size={34} aria-hidden /> {left === 0 ? t('pack.scan.tote') : into ? t('pack.stop.scan', { tote: into }) : t('pick.scan.empty_tote')}
      </p>
    </div>
  )
}
