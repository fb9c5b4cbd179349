import { Checkbox, NumberInput } from '@mantine/core'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'

type ItemTracking = View<'ItemTracking'>

interface TrackingProps {
  readonly of: ItemTracking
  /** Only what is counted in pieces has serial numbers. */
  readonly piece: boolean
  readonly put: (tracking: ItemTracking) => void
}

/** What receiving asks of each batch or piece. A day of expiry is a batch's, so it brings batches with it. */
export function Tracking({ of, piece, put }: TrackingProps) {
  const t = useT()
  return (
    <fieldset className="it-set">
      <legend>{t('items.tracks')}</legend>
      <p>{t('items.tracksSay')}</p>
      <Checkbox
        size="sm"
        label={t('items.trackLots')}
        checked={of.lots ?? false}
        onChange={(e) => put(e.currentTarget.checked ? { ...of, lots: true } : { serial: of.serial })}
      />
      <Checkbox
        size="sm"
        label={t('items.trackExpiry')}
        checked={of.expiry ?? false}
        onChange={(e) => put(e.currentTarget.checked ? { ...of, lots: true, expiry: true } : { lots: of.lots, serial: of.serial })}
      />
      {of.expiry && (
        <NumberInput
          label={t('items.shelfLife')}
          description={t('items.shelfLifeSay')}
          size="sm"
          min={0}
          allowDecimal={false}
          value={of.shelfLifeDays ?? ''}
          onChange={(days) => put({ ...of, shelfLifeDays: Number(days) })}
        />
      )}
      <Checkbox
        size="sm"
        label={t('items.trackSerial')}
        disabled={!piece}
        checked={of.serial ?? false}
        onChange={(e) => put({ ...of, serial: e.currentTarget.checked })}
      />
    </fieldset>
  )
}
