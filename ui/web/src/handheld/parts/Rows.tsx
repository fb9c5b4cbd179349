import type { ReactNode } from 'react'

interface RowProps {
  readonly lead?: ReactNode
  readonly name: ReactNode
  readonly detail?: ReactNode
  readonly figure?: ReactNode
  readonly onPress?: (() => void) | undefined
}

/** A list of the floor: few rows, each as high as a thumb. */
export function Rows({ children, label }: { children: ReactNode; label: string }) {
  return (
    <ul className="hh-rows" aria-label={label}>
      {children}
    </ul>
  )
}

export function Row({ lead, name, detail, figure, onPress }: RowProps) {
  const inside = (
    <>
      {lead}
      <span className="hh-row-text">
        <b>{name}</b>
        {detail && <small>{detail}</small>}
      </span>
      {figure !== undefined && <b className="hh-row-figure">{figure}</b>}
    </>
  )
  return <li>{onPress ? <button onClick={onPress}>{inside}</button> : <div>{inside}</div>}</li>
}
