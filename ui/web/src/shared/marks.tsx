import { Fragment, type ReactNode } from 'react'
import { Photo } from './Photo'

export type Tone = 'ok' | 'attention' | 'wrong' | 'info' | 'neutral' | 'accent'

/** What a screen needs to draw an item; `photo` is an address. */
export interface ItemMark {
  readonly name: string
  /** What tells it from its neighbours: size, colour, volume. Always drawn apart from the name. */
  readonly differs?: string
  readonly photo?: string
}

/** A status in words, always with its dot: colour alone never carries the meaning. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`chip chip-${tone}`}>{children}</span>
}

/** A tag says what a thing is, not how it fares: no dot, no traffic light. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className="tag">{children}</span>
}

/**
 * A bin as the plate that hangs on the rack: dark ground, monospace, thin separators.
 * `large` is the floor's size, with the parts named below.
 */
export function Bin({ code, large, parts }: { code: string; large?: boolean; parts?: readonly (string | undefined)[] }) {
  return (
    <span className={large ? 'plate plate-large' : 'plate'} role="img" aria-label={code}>
      {code.split('-').map((segment, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- two parts of a code may be equal
        <Fragment key={i}>
          {i > 0 && <i aria-hidden>·</i>}
          <b>
            {segment}
            {parts?.[i] && <small>{parts[i]}</small>}
          </b>
        </Fragment>
      ))}
    </span>
  )
}

/** A tote carries its own colour band, the same as the sticker on the plastic. */
export function Tote({ code, band }: { code: string; band?: string }) {
  return (
    <span className="tote">
      {band && <i style={{ background: band }} aria-hidden />}
      {code}
    </span>
  )
}

/** Facts in a row, each kept whole as long as it fits a line. */
export function Facts({ of }: { of: readonly string[] }) {
  return of.map((fact, i) => (
    <Fragment key={fact}>
      <span className="fact">{i < of.length - 1 ? `${fact} ·` : fact}</span>{' '}
    </Fragment>
  ))
}

export function OrderNo({ children }: { children: ReactNode }) {
  return <span className="order-no">{children}</span>
}

/** A person by initials; the machine itself is "⋯" in grey. */
export function Person({ short, name, away }: { short?: string; name?: string; away?: boolean }) {
  return (
    <span className="person" title={name}>
      <i className={away || !short ? 'away' : ''} aria-hidden>
        {short || '⋯'}
      </i>
      {name}
    </span>
  )
}

/** An item: picture, name, and apart from it the thing that differs. */
export function ItemRef({ item, size = 24 }: { item: ItemMark; size?: number }) {
  return (
    <span className="item-ref">
      <Photo item={item} size={size} />
      <span className="item-name" title={item.name}>
        {item.name}
      </span>
      {item.differs && <span className="differs">{item.differs}</span>}
    </span>
  )
}

export function Code({ children }: { children: ReactNode }) {
  return <span className="code">{children}</span>
}

export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys" aria-hidden>
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}

export interface Part {
  readonly tone: Tone | 'reserve'
  readonly qty: number
  readonly label: string
}

/** What a quantity is made of, drawn to scale: the only way stock is ever drawn. */
export function StockBar({ parts, total, height = 8 }: { parts: readonly Part[]; total?: number; height?: number }) {
  const whole = total ?? parts.reduce((sum, part) => sum + part.qty, 0)
  return (
    <span
      className="stock-bar"
      style={{ height }}
      role="img"
      aria-label={parts.map((part) => `${part.label}: ${part.qty}`).join(', ')}
    >
      {parts
        .filter((part) => part.qty > 0)
        .map((part) => (
          <i key={part.label} className={`fill-${part.tone}`} style={{ width: `${(part.qty / whole) * 100}%` }} />
        ))}
    </span>
  )
}

export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden>
      <path d="M2 3 v17 M20 3 v17" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      <path d="M2 11.5 h18 M2 19 h18" stroke="currentColor" strokeWidth="2" />
      <rect x="5" y="5.5" width="5" height="5" rx="1" fill="currentColor" />
      <rect x="5" y="13" width="5" height="5" rx="1" fill="currentColor" />
      <rect x="12" y="13" width="5" height="5" rx="1" fill="var(--accent)" />
    </svg>
  )
}
