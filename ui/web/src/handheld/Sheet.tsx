import { type ReactNode, useEffect, useRef } from 'react'

interface SheetProps {
  readonly label: string
  /** Called by a tap beside the sheet; a sheet that must be answered has none. */
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** A question or a choice that comes up from below, within the thumb's reach. */
export function Sheet({ label, onClose, children }: SheetProps) {
  const self = useRef<HTMLElement>(null)
  useEffect(() => self.current?.focus(), [])
  return (
    <div className="hh-shade">
      {onClose && <button className="hh-beside" tabIndex={-1} aria-hidden onClick={onClose} />}
      <section ref={self} className="hh-sheet" role="dialog" aria-modal aria-label={label} tabIndex={-1}>
        <i className="hh-grip" aria-hidden />
        {children}
      </section>
    </div>
  )
}
