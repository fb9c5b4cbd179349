import { type Key, useT } from '../../shared/locale'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { HowMany } from '../parts/HowMany'
import { ItemLine } from '../parts/ItemLine'
import { printed } from './day'
import type { ReceiveProps } from './Receive'

/** How many: counted by further scans, or typed. */
export function AskQuantity({ view, title }: ReceiveProps) {
  const t = useT()
  const client = useClient()
  const { item, qty, lot, expiry, expected, condition } = view
  return (
    <Frame title={title} waitsFor={t('receive.scan.more')} actions={view.actions ?? []}>
      {item && <ItemLine item={item} qty={qty} />}
      {(lot || expiry || expected > 0 || condition) && (
        <p className="hh-label">
          {[condition && t(`condition.${condition}` as Key), lot && t('receive.lot.is', { lot }), expiry && t('receive.until', { day: printed(expiry) }), expected > 0 && t('receive.expected', { count: expected })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {item && (
        <HowMany
          key={`${item.id}-${qty}`}
          item={item}
          least={1}
          most={view.most || undefined}
          start={qty}
          confirm={(said) => t('receive.here', { qty: said })}
          onConfirm={(count) => client.touch('confirm', { qty: String(count) })}
        />
      )}
    </Frame>
  )
}
