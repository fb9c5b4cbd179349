import type { ReactNode } from 'react'
import { type Key, type Lang, type T, useLang, useT } from '../../shared/locale'
import { Chip } from '../../shared/marks'
import { Photo } from '../../shared/Photo'
import { mark } from '../../shared/floor/mark'
import { amount, printed } from '../../shared/floor/say'
import type { Item, LookView } from '../../shared/floor/views'
import { Row, Rows } from '../parts/Rows'
import { Spot } from './Spot'

type Line = NonNullable<LookView['lines']>[number]

interface GoodsProps {
  readonly lines: readonly Line[]
  readonly more: number
  /** Of the item, where all lines are of one. */
  readonly unit?: Item['unit'] | undefined
  readonly label: string
  /** What is said when there are none. */
  readonly none: string
}

/** What lies here, or where it lies: how many, what of it is set aside and for whom, and what is free. */
export function Goods({ lines, more, unit, label, none }: GoodsProps) {
  const t = useT()
  const lang = useLang()
  if (lines.length === 0) return <p className="hh-hint">{none}</p>
  return (
    <>
      <Rows label={label}>
        {lines.map((line, i) => {
          const { item, at } = line
          const units = item?.unit ?? unit ?? 'pcs'
          return (
            // oxlint-disable-next-line react/no-array-index-key -- two lines may be alike but for what is not shown
            <Row
              key={i}
              lead={item && <Photo item={mark(item)} size={52} />}
              name={
                <>
                  {!item && at && <Spot at={at} />}
                  {item?.name} {item?.differs.value && <em className="differs">{item.differs.value}</em>}
                  {line.best && <Chip tone="ok">{t('look.best')}</Chip>}
                </>
              }
              detail={details(t, lang, line, units)}
              figure={<Figure line={line} unit={units} />}
            />
          )
        })}
      </Rows>
      {more > 0 && <p className="hh-label">{t('look.more', { n: more })}</p>}
    </>
  )
}

/** How many lie there, and how many of them are free where that is fewer. */
function Figure({ line, unit }: { line: Line; unit: Item['unit'] }) {
  const t = useT()
  const lang = useLang()
  const there = amount(line.qty, unit, lang)
  const free = line.stop || line.condition ? 0 : line.qty - line.held
  const asks = !(line.item && line.at) // of an order's own goods nothing else is free
  return (
    <span className="hh-look-figure">
      {there.number} {t(there.unit)}
      {asks && free !== line.qty && <small>{t('look.free', { qty: amount(free, unit, lang).number })}</small>}
    </span>
  )
}

/** All that is known of a line beside how many there are. */
function details(t: T, lang: Lang, line: Line, unit: Item['unit']): ReactNode {
  const taken = line.stop === 'taken' ? line.for?.[0]?.order : undefined
  const orders = (line.for ?? []).map(({ order, qty }) => t('look.for', { order, qty: amount(qty, unit, lang).number }))
  if (line.others) orders.push(t('look.others', { n: line.others }))
  const known = [
    line.item && line.at?.name,
    line.at?.in && t('carry.stands', { place: line.at.in }),
    line.lot && t('receive.lot.is', { lot: line.lot }),
    line.expiry && t('receive.until', { day: printed(line.expiry) }),
    line.condition && t(`condition.${line.condition}` as Key),
    line.owner,
    taken ? t('look.taken', { order: taken }) : line.stop && t(`look.stop.${line.stop}` as Key),
    line.held > 0 && [t('look.held', { qty: amount(line.held, unit, lang).number }), orders.length > 0 && `(${orders.join(', ')})`].filter(Boolean).join(' '),
  ].filter(Boolean)
  return known.length > 0 ? known.join(' · ') : undefined
}
