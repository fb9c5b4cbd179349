import { Link } from 'wouter'
import { type Key, useT } from '../shared/locale'
import { Keys } from '../shared/marks'
import { places } from './places'
import { Shell } from './Shell'

const common: [string, Key][] = [
  ['Ctrl K', 'keys.palette'],
  ['J K', 'keys.rows'],
  ['Enter', 'keys.open'],
  ['Esc', 'keys.close'],
  ['X', 'keys.choose'],
  ['Shift X', 'keys.chooseRange'],
  ['/', 'keys.filter'],
  ['E', 'keys.edit'],
  ['W', 'keys.wave'],
  ['P', 'keys.print'],
  ['C', 'keys.count'],
  ['M', 'keys.move'],
  ['Y', 'keys.why'],
]

/** Every key of the office on one page. */
export function AllKeys() {
  const t = useT()
  return (
    <Shell title={t('keys.title')}>
      <div className="ak">
        <dl>
          {common.map(([keys, does]) => (
            <div key={keys}>
              <dt>
                <Keys keys={keys} />
                <span className="visually-hidden">{keys}</span>
              </dt>
              <dd>{t(does)}</dd>
            </div>
          ))}
        </dl>
        <dl>
          {places.flat().map(({ path, cap, name }) => (
            <div key={path}>
              <dt>
                <Keys keys={`G ${cap}`} />
                <span className="visually-hidden">G {cap}</span>
              </dt>
              <dd>{t(name)}</dd>
            </div>
          ))}
        </dl>
        <p className="soft">{t('keys.layout')}</p>
        <p>
          <Link href="/manual">{t('manual.title')}</Link>
        </p>
      </div>
    </Shell>
  )
}
