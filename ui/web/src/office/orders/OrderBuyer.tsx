import { Mail, MapPin, Phone } from 'lucide-react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Tag } from '../../shared/marks'
import { ForgetBuyer } from './ForgetBuyer'

/** The person as the order knows them; once forgotten, only that. */
export function OrderBuyer({ of: buyer, order }: { of: View<'Buyer'>; order: View<'OrderCard'> }) {
  const t = useT()
  return (
    <section>
      <h3>{t('orders.buyer')}</h3>
      {buyer.forgotten ? (
        <p>{t('orders.forgotten')}</p>
      ) : (
        <>
          <p className="oc-name">
            {buyer.name} {buyer.orders ? <Tag>{t('orders.made', { count: buyer.orders })}</Tag> : null}
          </p>
          {buyer.phone && (
            <p>
              <Phone size={14} aria-hidden /> {buyer.phone}
            </p>
          )}
          {buyer.email && (
            <p>
              <Mail size={14} aria-hidden /> {buyer.email}
            </p>
          )}
          {buyer.address && (
            <p>
              <MapPin size={14} aria-hidden /> {buyer.address}
            </p>
          )}
          {buyer.comment && <blockquote>«{buyer.comment}»</blockquote>}
          {order.may.includes('orders.forget') && <ForgetBuyer of={order} />}
        </>
      )}
    </section>
  )
}
