import { CloudOff, ScanLine, Wifi } from 'lucide-react'
import type { ReactNode } from 'react'
import { Person } from '../shared/marks'
import { useT } from '../shared/locale'
import { Hint } from '../shared/floor/Hint'
import { useFloor } from '../shared/floor/Station'
import type { Action, Ribbon } from '../shared/floor/views'
import { ActionRow } from './ActionRow'
import { Battery } from './Battery'
import { Body } from './Body'
import { KeptScans } from './KeptScans'
import { Note } from './Note'

interface FrameProps {
  readonly title: string
  readonly lines?: Ribbon
  /** What the scanner is waiting for right now; every step waits for exactly one thing. */
  readonly waitsFor?: string
  /** Without them there is no row: the screen has its own button. */
  readonly actions?: readonly Action[] | undefined
  readonly wrong?: boolean
  readonly sheet?: ReactNode
  /** Opens the map of the tour from the ribbon, where the step has one. */
  readonly onTour?: (() => void) | undefined
  readonly children: ReactNode
}

/** The frame of every handheld step: where I am above, one thing to do in the middle, the thumb's row below. */
export function Frame({ title, lines, waitsFor, actions, wrong, sheet, onTour, children }: FrameProps) {
  const { state } = useFloor()
  return (
    <main className={wrong ? 'hh hh-wrong' : 'hh'} data-version={state?.version}>
      <Top title={title} {...(lines && { lines })} onTour={onTour} />
      <Body version={state?.version}>
        <Note quiet={wrong === true} />
        <Hint className="hh-note attention" />
        <KeptScans brief={wrong === true} />
        {children}
      </Body>
      {waitsFor && (
        <p className="hh-waits" role="status">
          <ScanLine size={24} aria-hidden />
          <span>{waitsFor}</span>
        </p>
      )}
      {actions && <ActionRow actions={actions} />}
      {sheet}
    </main>
  )
}

function Top({ title, lines, onTour }: { title: string; lines?: Ribbon; onTour?: (() => void) | undefined }) {
  const t = useT()
  const { state, link, waiting } = useFloor()
  const place = lines && lines.of > 0
  return (
    <>
      <header className="hh-top">
        <h1>{title}</h1>
        {place && (
          <span className="hh-count">
            {Math.min(lines.done + 1, lines.of)}
            <small> / {lines.of}</small>
          </span>
        )}
        <span className="hh-push" />
        {link === 'lost' ? (
          <span className="hh-net off" role="img" aria-label={t('floor.offline', { count: waiting.length })}>
            <CloudOff size={16} aria-hidden /> {waiting.length > 0 && waiting.length}
          </span>
        ) : (
          <Wifi size={17} role="img" aria-label={t('floor.online')} />
        )}
        <Battery />
        {state && <Person short={state.person.initials} />}
      </header>
      {place && <Progress lines={lines} onTour={onTour} />}
    </>
  )
}

/** Lines behind, here and ahead; beyond what can be told apart, a bar. */
function Progress({ lines, onTour }: { lines: Ribbon; onTour?: (() => void) | undefined }) {
  const t = useT()
  const ribbon =
    lines.of > 30 ? (
      <progress className="hh-bar" max={lines.of} value={lines.done} aria-hidden />
    ) : (
      <span className="hh-ribbon" aria-hidden>
        {Array.from({ length: lines.of }, (_, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- a place in the row is all a segment is
          <i key={i} className={i < lines.done ? 'done' : i === lines.done ? 'here' : ''} />
        ))}
      </span>
    )
  if (!onTour) return ribbon
  return (
    <button className="hh-way-open" onClick={onTour} aria-label={t('act.tour')}>
      {ribbon}
    </button>
  )
}
