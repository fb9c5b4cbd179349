import { type Key, useLang, useT } from '../../shared/locale'
import { Photo } from '../../shared/Photo'
import { amount, printed } from '../../shared/floor/say'
import type { ReceiveView } from '../../shared/floor/views'
import { mark } from '../../shared/floor/mark'
import { Row, Rows } from '../parts/Rows'

/** How much of each item came, beside what the papers say. */
export function Totals({ totals }: { totals: NonNullable<ReceiveView['totals']> }) {
  const t = useT()
  const lang = useLang()
  return (
    <Rows label={t('receive.totals')}>
      {totals.map(({ item, qty, expected, lot, expiry, condition }) => {
        const came = amount(qty, item.unit, lang)
        return (
          <Row
            key={[item.id, lot, expiry, condition].join()}
            lead={<Photo item={mark(item)} size={44} />}
            name={
              <>
                {item.name} {item.differs.value && <em className="differs">{item.differs.value}</em>}
              </>
            }
            detail={[
              condition && t(`condition.${condition}` as Key),
              lot,
              expiry && t('receive.until', { day: printed(expiry) }),
              expected > 0 && expected !== qty && t('receive.expected', { count: expected }),
            ]
              .filter(Boolean)
              .join(' · ')}
            figure={`${came.number} ${t(came.unit)}`}
          />
        )
      })}
    </Rows>
  )
}
