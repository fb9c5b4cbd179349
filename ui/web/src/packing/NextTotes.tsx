import { useT } from '../shared/locale'
import { Tote } from '../shared/marks'
import type { PackView } from '../shared/floor/views'

/** The totes that wait for this bench, found by their bands. */
export function NextTotes({ next }: { next: PackView['next'] }) {
  const t = useT()
  const totes = next.totes ?? []
  if (totes.length === 0) return null
  return (
    <section className="pk-queue">
      <h2>{t('pack.next')}</h2>
      <p>
        {totes.map((tote) => (
          <Tote key={tote.code} code={tote.code} {...(tote.band && { band: tote.band })} />
        ))}
        {next.more > 0 && <span>{t('pack.next.more', { count: next.more })}</span>}
      </p>
    </section>
  )
}
