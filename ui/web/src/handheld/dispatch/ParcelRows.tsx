import { useT } from '../../shared/locale'
import type { DispatchView } from '../../shared/floor/views'
import { Row, Rows } from '../parts/Rows'

/** Parcels that should go and were not scanned, and where each was seen last. */
export function ParcelRows({ parcels }: { parcels: NonNullable<DispatchView['missing']> }) {
  const t = useT()
  return (
    <Rows label={t('handover.waiting')}>
      {parcels.map((parcel) => (
        <Row
          key={parcel.number}
          name={<span className="code">{parcel.number}</span>}
          detail={t('handover.of_order', { order: parcel.order, index: parcel.index, of: parcel.of })}
          figure={parcel.place}
        />
      ))}
    </Rows>
  )
}
