import { TriangleAlert } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Photo } from '../../shared/Photo'
import type { Item } from '../../shared/floor/views'
import { mark } from '../../shared/floor/mark'
import { Units } from './Units'

interface ItemLargeProps {
  readonly item: Item
  readonly done: number
  /** How many are wanted; undefined where nobody said. */
  readonly need?: number | undefined
  /** The look-alike nearby; only with it what differs turns yellow. */
  readonly alike?: Item | undefined
  readonly lot?: string | undefined
}

/** The item as large as the screen allows, what differs beside the quantity. */
export function ItemLarge({ item, done, need, alike, lot }: ItemLargeProps) {
  const t = useT()
  const { label, value } = item.differs
  return (
    <>
      <Photo item={mark(item)} className="hh-photo" />
      <p className="hh-title">{item.name}</p>
      <div className="hh-pair">
        {value && (
          <div className={`hh-size ${alike ? 'warn' : ''} ${value.length > 4 ? 'long' : ''}`}>
            {label && <small>{label}</small>}
            <b>{value}</b>
          </div>
        )}
        <Units done={done} need={need} unit={item.unit} />
      </div>
      {lot && (
        <p className="hh-lot">
          {t('pick.lot')} <b className="code">{lot}</b>
        </p>
      )}
      {alike && (
        <p className="hh-warn">
          <TriangleAlert size={20} aria-hidden />
          {label ? t('pick.alike', { value: alike.differs.value, label }) : t('pick.alike.plain', { value: alike.differs.value })}
        </p>
      )}
    </>
  )
}
