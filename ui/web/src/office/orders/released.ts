import type { Answer } from '../../shared/api/client'
import { say, sayLeft } from '../notes'

/** How many reasons stand beside each other at the bottom of the page. */
const most = 2

/** Where to look on for all that can go: none of those that were looked at could. */
export const further = ({ released, behind }: Answer<'pick.release'>) => (released === 0 && behind ? { orders: [], behind } : undefined)

/** Says which wave it became, and why an order was left out of it. */
export function sayReleased({ wave, released, left }: Answer<'pick.release'>): void {
  for (const why of left.slice(0, released > 0 ? most : most + 1)) sayLeft(why)
  if (released > 0) say({ code: 'orders.released', args: { wave: { kind: 'text', text: wave }, count: { kind: 'count', number: released } } })
}
