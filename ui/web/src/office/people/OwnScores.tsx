import { Redirect } from 'wouter'
import { useT } from '../../shared/locale'
import { useMe } from '../session'
import { Shell } from '../Shell'
import { useListUrl } from '../useListUrl'
import { Scores } from './Scores'
import { ScoresBar } from './ScoresBar'
import './people.css'

/** The own work and mistakes of one who may not see people; who may is shown themselves among them. */
export function OwnScores() {
  const t = useT()
  const url = useListUrl('/mine')
  const { person, rights } = useMe()
  if (rights.includes('staff.read')) return <Redirect to={`/people/${person.id}?view=scores`} replace />
  return (
    <Shell title={t('scores.mine')}>
      <div className="views">
        <span className="or-push" />
        <ScoresBar url={url} />
      </div>
      <Scores url={url} />
    </Shell>
  )
}
