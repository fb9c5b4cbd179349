import { CloudOff, Lock } from 'lucide-react'
import { clock } from '../shared/format'
import { useLang, useT } from '../shared/locale'
import { useFloor } from '../shared/floor/Station'
import { tail } from '../shared/floor/say'
import { useAway } from './away'

const shown = 3

/** No network is not an error: the work goes on, the strip says what is kept and until when it is safe. Brief, it leaves the screen to what stands below. */
export function KeptScans({ brief }: { readonly brief: boolean }) {
  const t = useT()
  const lang = useLang()
  const { link } = useFloor()
  const { took, lease, alone } = useAway()
  if (link !== 'lost') return null
  const last = brief ? [] : took.slice(-shown).reduce<typeof took>((newest, one) => [one, ...newest], [])
  return (
    <section className="hh-offline" role="status">
      <h2>
        <CloudOff size={22} aria-hidden /> {alone ? t('floor.away.work') : t('floor.away.wait')}
      </h2>
      {lease && !brief && (
        <p>
          <Lock size={16} aria-hidden /> {t('floor.away.lease', { count: lease.lines })} <b>{clock(lease.until, lang)}</b>
        </p>
      )}
      {last.length > 0 && (
        <ol>
          {last.map((scan) => (
            <li key={scan.id}>
              <time>{clock(scan.at, lang, true)}</time>
              <span>{scan.qty > 0 ? t('floor.took.item', { count: scan.qty }) : t(`floor.took.${scan.what}`)}</span>
              <span className="code">{tail(scan.code)}</span>
            </li>
          ))}
        </ol>
      )}
      {took.length > 0 && !brief && (
        <p className="hh-offline-more">
          {took.length > shown ? t('floor.away.more', { count: took.length - shown }) : t('floor.away.kept')}
        </p>
      )}
    </section>
  )
}
