import { Link } from 'wouter'
import { useT } from '../../shared/locale'
import { sumsOf } from './scores'
import { SumsLine } from './SumsLine'
import { useDays, useScores } from './useScores'

/** A person's last thirty days in one line, and the way to what they are made of. */
export function PersonScore({ id }: { id: string }) {
  const t = useT()
  const { data } = useScores(useDays('days30'))
  if (!data) return null
  const sums = sumsOf(data.rows.filter(({ person }) => person.id === id))
  return (
    <section>
      <h3>
        {t('scores.title')}, {t('scores.period.days30')}
      </h3>
      {sums.scans + sums.found === 0 ? (
        <p className="soft">{t('scores.noneHere')}</p>
      ) : (
        <>
          <p>
            <SumsLine of={sums} />
          </p>
          <p>
            <Link href={`/people/${id}?view=scores&period=days30`}>{t('scores.open')}</Link>
          </p>
        </>
      )}
    </section>
  )
}
