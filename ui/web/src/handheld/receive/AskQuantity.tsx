import { useLang, useT } from '../../shared/locale'
import { useClient } from '../../shared/floor/Station'
import { amount } from '../../shared/floor/say'
import { Frame } from '../Frame'
import { GoodsNote } from '../parts/GoodsNote'
import { HowMany } from '../parts/HowMany'
import { ItemLine } from '../parts/ItemLine'
import type { ReceiveProps } from './Receive'

/** How many: counted by further scans, or typed where that is allowed. */
export function AskQuantity({ view, title }: ReceiveProps) {
  const t = useT()
  const lang = useLang()
  const client = useClient()
  const { item, qty, lot, expiry, expected, condition } = view
  const carrying = view.step === 'count'
  const typed = carrying || view.typed
  const confirm = (count: number) => client.touch('confirm', { qty: String(count) })
  const said = item && amount(qty, item.unit, lang)
  return (
    <Frame title={title} waitsFor={t(typed ? 'receive.scan.more' : 'receive.scan.again')} actions={view.actions ?? []}>
      {item && <ItemLine item={item} qty={qty} />}
      <GoodsNote lot={lot} expiry={expiry} condition={condition} expected={expected} />
      {item && typed && (
        <HowMany
          key={`${item.id}-${qty}`}
          item={item}
          least={1}
          most={view.most || undefined}
          start={qty}
          confirm={(count) => t(carrying ? 'putaway.take' : 'receive.here', { qty: count })}
          onConfirm={confirm}
        />
      )}
      {said && !typed && (
        <div className="hh-howmany">
          <button className="hh-primary" onClick={() => confirm(qty)}>
            {t('receive.here', { qty: `${said.number} ${t(said.unit)}` })}
          </button>
        </div>
      )}
    </Frame>
  )
}
