import type { CSSProperties } from 'react'
import { Droplets, Info, Snowflake, TriangleAlert, Wine } from 'lucide-react'
import { type Key, useLang, useT } from '../shared/locale'
import { Photo } from '../shared/Photo'
import { mark } from '../shared/floor/mark'
import { amount } from '../shared/floor/say'
import type { PackView } from '../shared/floor/views'

type Line = NonNullable<PackView['open']>[number]

const notes: Record<string, typeof Wine> = { fragile: Wine, liquid: Droplets, cold: Snowflake, dangerous: TriangleAlert }
/** Lines that fit with large pictures; more are drawn in two columns, and what does not fit there is scrolled to. */
const roomy = 4

/** What remains: the quantity before the picture, biggest. */
export function OpenLines({ lines }: { lines: readonly Line[] }) {
  const t = useT()
  const lang = useLang()
  const dense = lines.length > roomy
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keys
    <ol className={dense ? 'pk-lines dense' : 'pk-lines'} tabIndex={dense ? 0 : undefined} style={{ '--rows': Math.ceil(lines.length / (dense ? 2 : 1)) } as CSSProperties}>
      {lines.map((line) => {
        const left = amount(line.need - line.packed, line.item.unit, lang)
        return (
          <li key={line.item.id}>
            <b className={left.number.length > 2 ? 'pk-qty long' : 'pk-qty'}>
              {left.number}
              {line.item.unit === 'g' && <small>{t(left.unit)}</small>}
            </b>
            <Photo item={mark(line.item)} size={dense ? 84 : 156} className="pk-fits" />
            <div>
              <p className="pk-name">{line.item.name}</p>
              <p className="pk-differs">{line.item.differs.value}</p>
              {line.note && <Note note={line.note} />}
            </div>
            {line.packed > 0 && (
              <p className="pk-part">{t('pack.part', { packed: amount(line.packed, line.item.unit, lang).number, need: amount(line.need, line.item.unit, lang).number })}</p>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function Note({ note }: { note: string }) {
  const t = useT()
  const Icon = notes[note] ?? Info
  return (
    <p className="pk-note">
      <Icon size={22} aria-hidden /> {t(`packnote.${note}` as Key)}
    </p>
  )
}
