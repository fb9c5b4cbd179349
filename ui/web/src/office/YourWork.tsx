import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { type Key, useT } from '../shared/locale'
import { Person } from '../shared/marks'
import { type Face, facesFor, homeOf, placesFor, worksAt } from './faces'
import { Door } from './Login'
import { Notes } from './Notes'
import { Own, type OwnSecret } from './Own'
import { useLogout, useMe } from './session'
import { useHolders } from './states'

/**
 * For who sits down at a desk and works elsewhere, or opens what they may not read: where their own work is. `missing`
 * is the right that the address asks for.
 */
export function YourWork({ missing }: { missing?: string }) {
  const t = useT()
  const { person, login, rights, works } = useMe()
  const [changing, setChanging] = useState<OwnSecret>()
  const logout = useLogout()
  const faces = homeOf({ rights, works }) ? [] : facesFor(works) // whose work is in the office is not sent to the floor
  const open = placesFor(rights)
  const nothing = faces.length + open.length === 0
  return (
    <Door title={t(missing ? 'state.noRight' : nothing ? 'work.none' : 'work.title')}>
      {missing && <Missing right={missing} />}
      {nothing && <p>{t('work.noneSay')}</p>}
      {!nothing && !missing && <p>{t('work.say')}</p>}
      {faces.length > 0 && (
        <nav className="door-faces" aria-label={t('work.title')}>
          {faces.map((face) => (
            <ToFace key={face.path} of={face} works={works} />
          ))}
        </nav>
      )}
      {open.length > 0 && (
        <nav className="door-places" aria-label={t('work.also')}>
          <h2>{t('work.also')}</h2>
          <ul>
            {open.map(({ path, name, icon: Icon }) => (
              <li key={path}>
                <Link href={path}>
                  <Icon size={16} aria-hidden /> {t(name)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {!nothing && (
        <p>
          <Link href="/mine">{t('scores.mine')}</Link>
        </p>
      )}
      <p className="door-me">
        <Person short={person.short} name={person.name} />
        <Button variant="default" size="sm" onClick={() => void logout()}>
          {t('nav.logout')}
        </Button>
      </p>
      {login && (
        <p className="door-own">
          <button onClick={() => setChanging('password')}>{t('own.password')}</button>
          <button onClick={() => setChanging('pin')}>{t('own.pin')}</button>
        </p>
      )}
      {changing && <Own what={changing} close={() => setChanging(undefined)} />}
      <Notes />
    </Door>
  )
}

/** The way to a face, with what this person does there. */
function ToFace({ of: face, works }: { of: Face; works: readonly string[] }) {
  const t = useT()
  const { path, name, icon: Icon } = face
  const [first = '', ...rest] = worksAt(face, works).map((work) => t(`flow.${work}` as Key))
  return (
    <a href={path}>
      <Icon size={26} aria-hidden />
      <span>
        <b>{t(name)}</b>
        <small>{[first, ...rest.map((more) => more.toLowerCase())].join(', ')}</small>
      </span>
    </a>
  )
}

function Missing({ right }: { right: string }) {
  const t = useT()
  const holders = useHolders(right)
  return <p role="alert">{holders ?? t('right.need', { right })}</p>
}
