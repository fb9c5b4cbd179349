import { useLang, useT } from '../../shared/locale'
import { amount } from '../../shared/floor/say'
import type { Item } from '../../shared/floor/views'

/** Squares to fill up to this many, a bar above. */
const countable = 10

/** A quantity on the floor: the big number, what it goes up to, and the same to be seen without reading. */
export function Units({ done, need, unit }: { done: number; need?: number | undefined; unit: Item['unit'] }) {
  const t = useT()
  const lang = useLang()
  const so = amount(done, unit, lang)
  if (need === undefined) {
    return (
      <div className="hh-units">
        <b>{so.number}</b>
        <span>{t(so.unit)}</span>
      </div>
    )
  }
  const of = amount(need, unit, lang)
  return (
    <div className={so.number.length + of.number.length > 4 ? 'hh-units wide' : 'hh-units'} role="img" aria-label={t('floor.of', { done: so.number, need: of.number })}>
      <b>{so.number}</b>
      <span>
        / {of.number}
        {unit !== 'pcs' && ` ${t(of.unit)}`}
      </span>
      {unit === 'pcs' && need <= countable ? (
        <ol className={need > 5 ? 'many' : ''}>
          {Array.from({ length: need }, (_, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a square is only its place
            <li key={i} className={i < done ? 'in' : ''} />
          ))}
        </ol>
      ) : (
        <progress max={need} value={done} />
      )}
    </div>
  )
}
