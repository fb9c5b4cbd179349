import { useLang, useT } from '../../shared/locale'
import { Photo } from '../../shared/Photo'
import { mark } from '../../shared/floor/mark'
import { amount } from '../../shared/floor/say'
import type { Item } from '../../shared/floor/views'
import { Row, Rows } from './Rows'

/** What lies in a tote, parcel or on a pallet: picture, name, what differs, how many. */
export function Inside({ lines, label }: { lines: readonly { item: Item; qty: number }[]; label: string }) {
  const t = useT()
  const lang = useLang()
  return (
    <Rows label={label}>
      {lines.map(({ item, qty }) => {
        const there = amount(qty, item.unit, lang)
        return (
          <Row
            key={item.id}
            lead={<Photo item={mark(item)} size={52} />}
            name={item.name}
            detail={item.differs.value}
            figure={`${there.number} ${t(there.unit)}`}
          />
        )
      })}
    </Rows>
  )
}
