import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useEffect, useRef, useState, type ReactNode } from 'react'

export interface Column<Row> {
  readonly key: string
  readonly head?: ReactNode
  /** The head in words where it is drawn as a sign. */
  readonly label?: string
  /** Right, and never cut. */
  readonly num?: boolean
  /** The order of the rows by this column, where they have one. */
  readonly sorted?: 'ascending' | 'descending'
  /** What it does where there is little room (tables.css): "tb-elastic" is cut, "tb-wide", "tb-most", "tb-half" and "tb-third" are left out, in this order. */
  readonly className?: string
  readonly cell: (row: Row) => ReactNode
  readonly cellClass?: (row: Row) => string
}

interface TableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly idOf: (row: Row) => string
  readonly current?: string
  readonly picked?: ReadonlySet<string>
  readonly rowClass?: (row: Row) => string
  /** Where a row has a version: one that was changed under the reader's eyes flashes once. */
  readonly versionOf?: (row: Row) => number
  readonly onOpen: (id: string) => void
  /** Asks for the next page when the last rows come near; undefined on the last. */
  readonly more?: () => void
  readonly height?: number
  readonly className?: string
  /** Rows of all pages, for the reader of a part. */
  readonly total?: number
}

/** The one table: 32 px rows, drawn only where they are seen, so that 100,000 of them scroll like 20. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, rows, columns, idOf, current, picked, rowClass, versionOf, onOpen, more, height = 32, className = '', total } = props
  const scroll = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react-hooks/incompatible-library -- its functions are called while drawing only
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 14,
    initialRect: { width: 0, height: 900 },
  })
  const seen = virtual.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 20) more?.()
  }, [last, rows.length, more])
  const at = current === undefined ? -1 : rows.findIndex((row) => idOf(row) === current)
  const to = useRef(virtual.scrollToIndex)
  useEffect(() => {
    if (at >= 0) to.current(at, { align: 'auto' })
  }, [at])
  const changed = useChanged(rows, idOf, versionOf)
  const before = seen[0]?.start ?? 0
  const after = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0)
  const span = columns.length
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <div className="tb-scroll" ref={scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={`tb tb-head ${className}`} style={{ '--row': `${height}px` } as CSSProperties} aria-label={label} aria-rowcount={(total ?? rows.length) + 1}>
        <thead>
          <tr>
            {columns.map(({ key, head, label: words, num, sorted, className: own = '' }) => (
              <th key={key} scope="col" className={`${num ? 'num' : ''} ${own}`} aria-label={words} aria-sort={sorted}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Space height={before} span={span} />}
          {seen.map(({ index }) => {
            const row = rows[index]
            if (row === undefined) return null
            const id = idOf(row)
            return (
              <tr
                key={id}
                aria-rowindex={index + 2}
                aria-current={id === current ? 'true' : undefined}
                className={`${picked?.has(id) ? 'picked' : ''} ${id === current ? 'current' : ''} ${changed.has(id) ? 'flash' : ''} ${rowClass?.(row) ?? ''}`}
                onClick={(event) => {
                  if (!(event.target as HTMLElement).closest('button, a, input, label')) onOpen(id)
                }}
              >
                {columns.map(({ key, num, className: own = '', cell, cellClass }) => (
                  <td key={key} className={`${num ? 'num' : ''} ${own} ${cellClass?.(row) ?? ''}`}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
          {after > 0 && <Space height={after} span={span} />}
        </tbody>
      </table>
    </div>
  )
}

const none: ReadonlySet<string> = new Set()

/** The rows whose version is another than when they were last drawn. */
function useChanged<Row>(rows: readonly Row[], idOf: (row: Row) => string, versionOf: ((row: Row) => number) | undefined): ReadonlySet<string> {
  const [known, setKnown] = useState<{ rows: readonly Row[]; versions: ReadonlyMap<string, number>; changed: ReadonlySet<string> }>({
    rows: [],
    versions: new Map(),
    changed: none,
  })
  if (!versionOf || (known.rows.length === rows.length && known.rows.every((row, i) => row === rows[i]))) return known.changed
  const versions = new Map(rows.map((row) => [idOf(row), versionOf(row)]))
  const changed = new Set([...versions].filter(([id, version]) => (known.versions.get(id) ?? version) !== version).map(([id]) => id))
  setKnown({ rows, versions, changed })
  return changed
}

function Space({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden className="tb-space">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- empty on purpose */}
      <td colSpan={span} style={{ height }} />
    </tr>
  )
}
