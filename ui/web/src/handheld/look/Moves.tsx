import { useLang, useT, type Key } from '../../shared/locale'
import { amount } from '../../shared/floor/say'
import { when } from '../../shared/format'
import type { LookView } from '../../shared/floor/views'
import { Row, Rows } from '../parts/Rows'

/** What came to the place and went from it last: when, what, how many, from where or where to, and who. */
export function Moves({ moves }: { moves: NonNullable<LookView['moves']> }) {
  const t = useT()
  const lang = useLang()
  if (moves.length === 0) return null
  return (
    <>
      <h2 className="hh-label">{t('look.moves')}</h2>
      <Rows label={t('look.moves')}>
        {moves.map(({ at, who, name, note, unit, qty, came, other, world }, i) => {
          const there = amount(qty, unit, lang)
          const end = world ? t(`look.world.${world}` as Key) : other
          return (
            <Row
              // oxlint-disable-next-line react/no-array-index-key -- two moves of one moment may be alike
              key={i}
              name={
                <>
                  {name} {note && <em className="differs">{note}</em>}
                </>
              }
              detail={[when(at, lang), end && t(came ? 'look.from' : 'look.to', { place: end }), who.name].filter(Boolean).join(' · ')}
              figure={`${came ? '+' : '−'}${there.number} ${t(there.unit)}`}
            />
          )
        })}
      </Rows>
    </>
  )
}
