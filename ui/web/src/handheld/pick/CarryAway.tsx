import { Check, CloudOff } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Tote } from '../../shared/marks'
import { useFloor } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { Verdict } from '../parts/Verdict'
import type { PickProps } from './Pick'

/** All lines are behind: where the totes go, and what was not found. */
export function CarryAway({ view, title }: PickProps) {
  const t = useT()
  const { link } = useFloor()
  const { finish, totes = [] } = view
  const bench = finish?.bench ?? view.tour?.bench
  const lost = link === 'lost'
  return (
    <Frame title={title} lines={view.lines} {...(!lost && { waitsFor: t('pick.scan.next') })} actions={view.actions ?? []}>
      <Verdict
        tone={finish?.missing ? 'attention' : 'ok'}
        icon={lost ? <CloudOff size={64} aria-hidden /> : <Check size={72} strokeWidth={3.2} aria-hidden />}
        title={t('pick.done')}
      >
        {Boolean(finish?.missing) && <p>{t('pick.done.missing', { count: finish?.missing ?? 0 })}</p>}
        {bench && <p>{t(lost ? 'pick.done.network' : 'pick.done.carry')}</p>}
        {bench && <p className="hh-sign">{bench}</p>}
      </Verdict>
      <p className="hh-totes">
        {totes.map((tote) => (
          <Tote key={tote.code} code={tote.code} {...(tote.band && { band: tote.band })} />
        ))}
      </p>
    </Frame>
  )
}
