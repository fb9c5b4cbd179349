import { CircleX, TriangleAlert } from 'lucide-react'
import { useT } from '../shared/locale'
import { shown } from '../shared/floor/badge'
import { useClient, useFloor } from '../shared/floor/Station'
import { tail, useSay } from '../shared/floor/say'

/**
 * What the last answer said beside what its screen draws, and what the node refused of the kept scans.
 * `quiet` is a screen that says the answer itself.
 */
export function Note({ quiet }: { quiet: boolean }) {
  const t = useT()
  const say = useSay()
  const client = useClient()
  const { state, refused, link, unread } = useFloor()
  if (refused.length > 0) {
    return (
      <section className="hh-refused" role="alert">
        <h2>
          <CircleX size={22} aria-hidden /> {t('floor.refused', { count: refused.length })}
        </h2>
        <ul>
          {refused.slice(0, 3).map(({ deed, why, by }) => (
            <li key={deed.id}>
              <span className="code">{tail(shown(deed.data))}</span> {say(by, why)}
            </li>
          ))}
        </ul>
        <button className="hh-seen" onClick={() => client.seen()}>
          {t('floor.refused.seen')}
        </button>
      </section>
    )
  }
  if (unread) {
    return (
      <p className="hh-note attention" role="status">
        <TriangleAlert size={20} aria-hidden /> {t('floor.unread')}
      </p>
    )
  }
  const { cue, message } = state?.reply ?? {}
  if (quiet || link === 'lost' || !message?.code || cue === 'ok' || cue === 'done') return null
  return (
    <p className={`hh-note ${cue ?? ''}`} role="status">
      {cue === 'wrong' ? <CircleX size={20} aria-hidden /> : <TriangleAlert size={20} aria-hidden />}
      {say('say', message)}
    </p>
  )
}
