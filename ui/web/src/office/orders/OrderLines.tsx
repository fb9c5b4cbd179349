import type { View } from '../../shared/api/client'
import { money } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Bin, Chip, ItemRef, Tote } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { unitTones } from './status'

/** What was ordered, and where each unit is now. */
export function OrderLines({ of: order }: { of: View<'OrderCard'> }) {
  const t = useT()
  const lang = useLang()
  return (
    <table className="tb oc-lines" aria-label={t('orders.lines')}>
      <tbody>
        {order.items.map((line) => (
          <tr key={line.id}>
            <td>
              <ItemRef item={line.item} size={28} />
            </td>
            <td>
              {line.states.map((state) => (
                <Chip key={`${state.state} ${state.where?.id}`} tone={unitTones[state.state]}>
                  {state.qty === line.qty.value ? t(`unit.${state.state}`) : `${state.qty} ${t(`unit.${state.state}`)}`}
                </Chip>
              ))}
            </td>
            <td>
              <span className="oc-where">
                {line.states.map(({ where, state }) => where && <Where key={`${state} ${where.id}`} place={where} />)}
              </span>
            </td>
            <td className="num">
              <b>{line.qty.value}</b>
            </td>
            <td className="num">{money(line.sum, lang)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={4}>
            {order.totals.map(({ what, sum }, i) => (
              <span key={what.code}>
                {i > 0 && ', '}
                <Said of={what} /> {money(sum, lang)}
              </span>
            ))}
          </td>
          <td className="num">
            <b>{money(order.sum, lang)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** A place as what it is: a bin's plate, a tote's sticker, a parcel in words. */
export function Where({ place }: { place: View<'PlaceMark'> }) {
  const t = useT()
  switch (place.kind) {
    case 'bin':
      return <Bin code={place.code} />
    case 'parcel':
      return <span className="soft">{t('place.parcel', { code: place.code })}</span>
    default:
      return <Tote code={place.code} band={place.band} />
  }
}
