import { useLang, useT } from '../../shared/locale'
import { useClient } from '../../shared/floor/Station'
import { amount } from '../../shared/floor/say'
import type { Item } from '../../shared/floor/views'
import { Frame } from '../Frame'
import { GoodsNote } from '../parts/GoodsNote'
import { HowMany } from '../parts/HowMany'
import { ItemLine } from '../parts/ItemLine'
import { PrintLabels } from './PrintLabels'
import type { ReceiveProps } from './Receive'

/** How many: counted by further scans, or typed where that is allowed. */
export function AskQuantity({ view, title }: ReceiveProps) {
  const t = useT()
  const lang = useLang()
  const client = useClient()
  const { item, qty, lot, expiry, expected, condition, damaged = 0 } = view
  const carrying = view.step === 'count'
  const typed = carrying || view.typed
  const confirm = (count: number) => client.touch('confirm', { qty: String(count) })
  const say = (count: number, unit: Item['unit']) => {
    const said = amount(count, unit, lang)
    return `${said.number} ${t(said.unit)}`
  }
  const spoilt = item && damaged > 0 ? t('receive.damaged', { part: say(damaged, item.unit), of: say(qty, item.unit) }) : undefined
  return (
    <Frame title={title} waitsFor={t(typed ? 'receive.scan.more' : 'receive.scan.again')} actions={view.actions ?? []}>
      {item && <ItemLine item={item} qty={qty} />}
      <GoodsNote lot={lot} expiry={expiry} condition={condition} expected={expected} damaged={spoilt} />
      {item && view.actions?.some(({ name }) => name === 'print') && <PrintLabels qty={item.unit === 'pcs' ? qty : 1} />}
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
      {item && !typed && (
        <div className="hh-howmany">
          <button className="hh-primary" onClick={() => confirm(qty)}>
            {t('receive.here', { qty: say(qty, item.unit) })}
          </button>
        </div>
      )}
    </Frame>
  )
}
