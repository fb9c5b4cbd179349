import { Bell, Menu, Search } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useT } from '../shared/locale'
import { usePulse } from '../shared/live'
import { Keys } from '../shared/marks'
import { AskPIN } from './AskPIN'
import { useCounters } from './counters'
import { useAllKeys } from './keys'
import { Nav } from './Nav'
import { Notes } from './Notes'
import { openPalette } from './Palette'
import { Offline } from './Offline'
import './shell.css'
import './narrow.css'

interface ShellProps {
  readonly title: string
  /** Beside the title, small: the screen in one sentence. */
  readonly sub?: ReactNode
  /** On the title's line, right: the screen's own tools. */
  readonly tools?: ReactNode
  readonly children: ReactNode
  /** Stands over the screen: a card. */
  readonly over?: ReactNode
}

/** The frame of every office screen: places left, title and tools on top, keys below. */
export function Shell({ title, sub, tools, children, over }: ShellProps) {
  const t = useT()
  const counters = useCounters()
  const [, go] = useLocation()
  const { online } = usePulse()
  const [menu, setMenu] = useState(false)
  useEffect(() => {
    document.title = `${title} · warehouse-node`
  }, [title])
  return (
    <div className="of">
      <Nav open={menu} close={() => setMenu(false)} />
      {menu && <button className="of-shade" aria-label={t('act.close')} onClick={() => setMenu(false)} />}
      <main className="of-main">
        <header className="of-head">
          <button className="icon-button of-menu" aria-label={t('nav.menu')} aria-expanded={menu} onClick={() => setMenu(true)}>
            <Menu size={18} aria-hidden />
          </button>
          <h1>
            {title} {sub && <small>{sub}</small>}
          </h1>
          <button className="of-find" onClick={openPalette} aria-keyshortcuts="Control+K">
            <Search size={15} aria-hidden />
            <span>{t('palette.hint')}</span>
            <Keys keys="Ctrl K" />
          </button>
          <button className="of-bell" aria-label={t('stuck.bell', { count: counters?.stuck ?? 0 })} onClick={() => go('/stuck')}>
            <Bell size={17} aria-hidden />
            {Boolean(counters?.stuck) && <i aria-hidden />}
          </button>
          {tools}
        </header>
        {!online && <Offline />}
        {children}
        <KeysLine />
      </main>
      {over}
      <Notes />
      <AskPIN />
    </div>
  )
}

const shown = 7

/** Five to seven keys of this screen, and where the others are. */
function KeysLine() {
  const t = useT()
  const keys = useAllKeys()
  return (
    <footer className="of-keys">
      <div>
        {keys.slice(0, shown).map((key) => (
          <span key={key.code}>
            <Keys keys={key.cap} /> {key.does && t(key.does)}
          </span>
        ))}
      </div>
      <Link href="/keys" className="soft">
        {t('keys.all')}
      </Link>
    </footer>
  )
}
