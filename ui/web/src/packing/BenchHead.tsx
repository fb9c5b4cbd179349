import { clock } from '../shared/format'
import { useLang, useT } from '../shared/locale'
import { Person, Tote } from '../shared/marks'
import { Rich } from '../shared/floor/say'
import { useFloor } from '../shared/floor/Station'
import type { PackView } from '../shared/floor/views'
import { useLeft } from './left'

/** Whose bench, which order, which totes, and how long until its courier leaves. */
export function BenchHead({ view }: { view?: PackView }) {
  const t = useT()
  const { state } = useFloor()
  const bench = view?.bench ?? state?.station?.name
  return (
    <header className="pk-head">
      {bench && <span className="pk-bench">{bench}</span>}
      <h1>{view?.order ? t('pick.order', { order: view.order }) : t('pack.title')}</h1>
      {view?.totes?.map((tote) => (
        <Tote key={tote.code} code={tote.code} {...(tote.band && { band: tote.band })} />
      ))}
      <span className="pk-push" />
      {view?.cutoff && <Cutoff cutoff={view.cutoff} />}
      {view && view.today > 0 && (
        <span className="pk-pace">
          <Rich say="pack.today" args={{ count: view.today }} marks={{ number: <b>{view.today}</b> }} />
        </span>
      )}
      {state && <Person short={state.person.initials} name={state.person.name} />}
    </header>
  )
}

function Cutoff({ cutoff }: { cutoff: NonNullable<PackView['cutoff']> }) {
  const t = useT()
  const lang = useLang()
  const minutes = useLeft(cutoff.at)
  const left = minutes >= 60 ? t('pack.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 }) : t('pack.minutes', { minutes })
  return (
    <span className={minutes < 15 ? 'pk-cutoff soon' : 'pk-cutoff'}>
      <Rich say="pack.cutoff" args={{ courier: cutoff.courier }} marks={{ time: <b>{clock(cutoff.at, lang)}</b> }} />
      {' · '}
      {minutes > 0 ? <Rich say="pack.left" marks={{ left: <b>{left}</b> }} /> : <b>{t('pack.gone')}</b>}
    </span>
  )
}
