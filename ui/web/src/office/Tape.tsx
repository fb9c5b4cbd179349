import { useState } from 'react'
import type { View } from '../shared/api/client'
import { clock, day, fully, seq } from '../shared/format'
import { useLang, useT } from '../shared/locale'
import { Code, Person } from '../shared/marks'
import { Said } from '../shared/Said'

/** Whatever the journal says, it says here: time, who, what, number; newest first. */
export function Tape({ of }: { of: readonly View<'TapeRow'>[] }) {
  const t = useT()
  const lang = useLang()
  const [today] = useState(() => new Date().toDateString())
  return (
    <ol className="tape" aria-label={t('tape.title')}>
      {of.map((row) => (
        <li key={`${row.seq} ${row.what.code}`} className={row.tone}>
          <time dateTime={row.at} title={fully(row.at, lang)}>
            {new Date(row.at).toDateString() === today ? clock(row.at, lang, true) : day(row.at, lang)}
          </time>
          <Person short={row.person?.short} />
          <span>
            <Said of={row.what} />
            {row.changes?.map((change, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- changes of one entry never move
              <small key={i}>
                <Said of={change} />
              </small>
            ))}
          </span>
          <Code>{row.seq ? seq(row.seq) : ''}</Code>
        </li>
      ))}
    </ol>
  )
}
