import { FileText } from 'lucide-react'
import type { View } from '../../shared/api/client'
import { money } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Said } from '../../shared/Said'
import { CorrectOrder } from './CorrectOrder'
import { LetUnpaid } from './LetUnpaid'
import { PayOrder } from './PayOrder'

/** Money of the order, what remains of it, and its papers. */
export function OrderMoney({ of: order }: { of: View<'OrderCard'> }) {
  const t = useT()
  const lang = useLang()
  return (
    <section>
      <h3>{t('orders.money')}</h3>
      <dl>
        {order.money.map(({ what, sum, main, note }) => (
          <div key={what.code} className={main ? 'main' : ''}>
            <dt>
              <Said of={what} />
              {note && (
                <small className="soft">
                  <Said of={note} />
                </small>
              )}
            </dt>
            <dd>{money(sum, lang)}</dd>
          </div>
        ))}
      </dl>
      <div className="oc-acts">
        <PayOrder of={order} />
        <CorrectOrder of={order} />
        <LetUnpaid of={order} />
      </div>
      <p className="oc-docs">
        <FileText size={14} aria-hidden />
        {order.documents.length === 0 && t('paper.none')}
        {order.documents.map(({ id, kind, state, open, why }) =>
          open ? (
            <a key={id} href={open} target="_blank" rel="noreferrer">
              {t(`paper.${kind}`)}
            </a>
          ) : (
            <span key={id}>
              {t(`paper.${kind}`)}: {why ? <Said of={why} /> : t(`paper.state.${state}`)}
            </span>
          ),
        )}
      </p>
    </section>
  )
}
