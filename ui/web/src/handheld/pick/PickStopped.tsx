import { OctagonX } from 'lucide-react'
import { clock } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Tote } from '../../shared/marks'
import { useSay } from '../../shared/floor/say'
import { Frame } from '../Frame'
import { Held } from './Held'
import type { PickProps } from './Pick'

/** The order was cancelled or changed under the walk: why, who, and where what is in the hand and the totes go now. */
export function PickStopped({ view, title }: PickProps) {
  const t = useT()
  const lang = useLang()
  const say = useSay()
  const { stop, finish, totes = [] } = view
  if (!stop) return null
  const carries = (finish?.units ?? 0) > 0
  return (
    <Frame wrong title={title} waitsFor={t(totes.length > 0 ? 'pick.scan.its_tote' : 'pick.scan.tote')} actions={view.actions ?? []}>
      <div className="hh-stop" role="alert">
        <OctagonX size={84} strokeWidth={2.2} aria-hidden />
        <h2>{say('say', stop.why)}</h2>
        {stop.said && <p>«{stop.said}»</p>}
        <p>
          {[stop.who.name, clock(stop.at, lang, true)].filter(Boolean).join(' · ')}
        </p>
      </div>
      <div className="hh-compare one">
        <Held view={view} caption={t('pick.stop.held')} />
        <figure>
          <figcaption>{t(carries ? 'pick.stop.carry' : view.done > 0 ? 'pick.stop.empty' : 'pick.stop.nothing')}</figcaption>
          {carries && finish?.bench && <b className="long plain">{finish.bench}</b>}
          <p className="hh-totes">
            {totes.map((tote) => (
              <Tote key={tote.code} code={tote.code} {...(tote.band && { band: tote.band })} />
            ))}
          </p>
        </figure>
      </div>
    </Frame>
  )
}
