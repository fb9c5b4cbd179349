import { Menu } from '@mantine/core'
import { BookOpen, ChevronsUpDown } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { count, seq } from '../shared/format'
import { langs, type Lang, speak, useLang, useT } from '../shared/locale'
import { usePulse } from '../shared/live'
import { Mark, Person } from '../shared/marks'
import { choose, useTheme } from '../shared/theme'
import { useCounters } from './counters'
import { useCommand } from './Do'
import { facesFor } from './faces'
import { useKeys } from './keys'
import { type Place, places } from './places'
import { Own, type OwnSecret } from './Own'
import { useLogout, useMe } from './session'
import { goToPlace } from './sequence'

/** Where one can go, what waits there, the node's pulse, and who sits here; on a phone it lies over the screen while it is open. */
export function Nav({ open, close }: { open: boolean; close: () => void }) {
  const t = useT()
  const { rights } = useMe()
  const [at, go] = useLocation()
  const allowed = places.map((group) => group.filter(({ right }) => rights.includes(right)))
  useKeys([...goToPlace(allowed.flat(), go), { code: 'Shift+Slash', cap: '?', run: () => go('/keys') }])
  const nav = useRef<HTMLElement>(null)
  useClosing(nav, open, close)
  return (
    <nav ref={nav} className={`of-nav ${open ? 'open' : ''}`} aria-label={t('nav.places')}>
      <Site />
      {allowed.map((group, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- groups never move
        <ul key={i}>
          {group.map((place) => (
            <PlaceLink key={place.path} place={place} here={at.startsWith(place.path)} />
          ))}
        </ul>
      ))}
      <Link href="/manual" className="of-help">
        <BookOpen aria-hidden />
        <span>{t('manual.title')}</span>
      </Link>
      <Pulse />
      <Mine />
    </nav>
  )
}

/** A menu that lies over the screen has the focus, and goes when a place was chosen or with Esc. */
function useClosing(nav: RefObject<HTMLElement | null>, open: boolean, close: () => void) {
  useEffect(() => {
    if (open) nav.current?.querySelector('a')?.focus()
  }, [nav, open])
  useEffect(() => {
    const element = nav.current
    if (!open || !element) return
    const chosen = ({ target }: Event) => (target as HTMLElement).closest('a') && close()
    const escaped = ({ key }: KeyboardEvent) => key === 'Escape' && close()
    element.addEventListener('click', chosen)
    element.addEventListener('keydown', escaped)
    return () => {
      element.removeEventListener('click', chosen)
      element.removeEventListener('keydown', escaped)
    }
  })
}

function PlaceLink({ place, here }: { place: Place; here: boolean }) {
  const t = useT()
  const lang = useLang()
  const counters = useCounters()
  const waits = counters && place.waits?.(counters)
  return (
    <li>
      <Link href={place.path} aria-current={here ? 'page' : undefined}>
        <place.icon aria-hidden />
        <span>{t(place.name)}</span>
        {Boolean(waits) && <em className={place.tone}>{count(waits ?? 0, lang)}</em>}
      </Link>
    </li>
  )
}

function Site() {
  const t = useT()
  const { firm, site, sites } = useMe()
  const { give } = useCommand('staff.site', () => location.reload())
  const name = sites.find(({ id }) => id === site)?.name
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button className="of-site" disabled={sites.length < 2}>
          <Mark />
          <span>
            <b>{firm}</b>
            <small>{name ?? t('layout.noSite')}</small>
          </span>
          {sites.length > 1 && <ChevronsUpDown size={14} aria-hidden />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('nav.site')}</Menu.Label>
        {sites.map((one) => (
          <Menu.Item key={one.id} onClick={() => void give({ site: one.id })}>
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Whether the node is heard, how quick it is, and the journal's last number. */
function Pulse() {
  const t = useT()
  const me = useMe()
  const counters = useCounters()
  const { online, lag } = usePulse()
  return (
    <p className={`of-node ${online ? '' : 'off'}`}>
      <i aria-hidden /> {online ? t('nav.live', { ms: lag ?? 0 }) : t('nav.silent')}
      <small>№ {seq(Math.max(counters?.seq ?? 0, me.seq))}</small>
    </p>
  )
}

const themes = ['light', 'dark'] as const

function Mine() {
  const t = useT()
  const { person, login, works } = useMe()
  const [changing, setChanging] = useState<OwnSecret>()
  const lang = useLang()
  const theme = useTheme()
  const logout = useLogout()
  const { give } = useCommand('staff.locale')
  const talk = (to: Lang) => void speak(to).then(() => give({ locale: to }))
  return (
    <>
      <Menu position="top-start" width={200}>
        <Menu.Target>
          <button className="of-me">
            <Person short={person.short} name={person.name} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('nav.lang')}</Menu.Label>
          {langs.map((one) => (
            <Menu.Item key={one} aria-current={one === lang} lang={one} onClick={() => talk(one)}>
              {t(`lang.${one}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {themes.map((one) => (
            <Menu.Item key={one} aria-current={one === theme} onClick={() => choose(one)}>
              {t(`theme.${one}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {facesFor(works).map(({ path, name }) => (
            <Menu.Item key={path} component="a" href={path}>
              {t(name)}
            </Menu.Item>
          ))}
          <Menu.Item component={Link} href="/mine">
            {t('scores.mine')}
          </Menu.Item>
          {login && <Menu.Item onClick={() => setChanging('password')}>{t('own.password')}</Menu.Item>}
          {login && <Menu.Item onClick={() => setChanging('pin')}>{t('own.pin')}</Menu.Item>}
          <Menu.Item onClick={() => void logout()}>{t('nav.logout')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {changing && <Own what={changing} close={() => setChanging(undefined)} />}
    </>
  )
}
