import type { View } from '../../shared/api/client'
import type { Money } from '../../shared/format'
import type { Added } from './EditLines'

/**
 * What an order comes to after an edit: the sum that it has, less its lines at their prices, and with those as they are
 * to be. Delivery and discount stay as they are; the node has the last word.
 */
export function totalOf(order: View<'OrderCard'>, quantities: Readonly<Record<string, number>>, added: readonly Added[]): Money {
  let minor = order.sum.minor
  for (const line of order.items) minor += ((quantities[line.id] ?? line.qty.value) - line.qty.value) * line.price.minor
  for (const { qty, price } of added) minor += qty * Math.round(Number(price) * 100)
  return { minor, currency: order.sum.currency }
}
