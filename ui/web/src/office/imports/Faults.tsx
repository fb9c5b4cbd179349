import type { View } from '../../shared/api/client'
import { Code } from '../../shared/marks'
import { Said } from '../../shared/Said'

/** Rows of a table that something is wrong with, and what; nothing where there are none. */
export function Faults({ of: faults, title }: { of: readonly View<'ImportFault'>[]; title: string }) {
  if (faults.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <ol className="im-faults">
        {faults.map(({ row, column, text, why }) => (
          <li key={`${row} ${column} ${why.code}`} className={row ? undefined : 'im-whole'}>
            {row > 0 && <span className="code">{row}</span>}
            <span>
              {column && <b>{column}</b>} {text && <Code>{text}</Code>}
              {(column || text) && <br />}
              <Said of={why} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
