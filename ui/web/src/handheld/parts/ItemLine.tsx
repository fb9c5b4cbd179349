import { useLang, useT } from '../../shared/locale'
import { Photo } from '../../shared/Photo'
import { amount } from '../../shared/floor/say'
import { mark } from '../../shared/floor/mark'
import type { Item } from '../../shared/floor/views'

/** What will be taken or carried, in one row at the bottom: picture, name, what differs, how many. */
export function ItemLine({ item, qty }: { item: Item; qty: number }) {
  const t = useT()
  const { number, unit } = amount(qty, item.unit, useLang())
  return (
    <div className="hh-next">
      <Photo item={mark(item)} size={72} />
      <div>
        <p className="hh-name">{item.name}</p>
        <p className="hh-differs">
          {item.differs.label} <b>{item.differs.value}</b>
        </p>
      </div>
      <p className="hh-qty">
        {number}
        <small>{t(unit)}</small>
      </p>
    </div>
  )
}

