import { expect, it } from 'vitest'
import { axe } from './axe'
import { shoot } from './browser'
import { desks } from './desks'
import { orderCard } from './story/orders'

const desk = desks()

const first = { id: '10482', no: '10482', at: '2026-11-20T10:00:00Z', name: 'Anna Remizova' }
const other = { id: '10499', no: '10499', at: '2026-11-21T10:00:00Z', name: 'Petr Kenarev' }

it.each([
  ['under two names', [first, other], 'stand several names', true],
  ['of whom an order is under way', [first, { ...other, open: true }], 'must end first', false],
])('a buyer %s is forgotten knowingly', async (_, forgets, says, can) => {
  await desk(
    '/orders/10482',
    async (page, node) => {
      await page.getByRole('button', { name: 'Forget the buyer' }).click()
      const ask = page.getByRole('dialog', { name: /Forget the buyer of order/ })
      await ask.getByText(says).waitFor()
      expect(await ask.getByRole('listitem').allTextContents()).toEqual([expect.stringContaining('Anna Remizova'), expect.stringContaining('Petr Kenarev')])
      const button = ask.getByRole('button', { name: 'Forget the buyer' })
      expect(await button.isEnabled()).toBe(can)
      expect(await axe(page)).toEqual([])
      await shoot(page, `forget-${can ? 'names' : 'open'}-en-light`)
      if (!can) return
      await button.click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'orders.forget', body: { order: '10482', orders: ['10482', '10499'] } })
    },
    (node) => {
      const card = orderCard('10482', 'en')
      if (!card) throw new Error('no such order')
      node.instead.set('orders/10482', { json: { ...card, customer: { ...card.customer, forgets }, may: ['orders.forget'] } })
    },
  )
})
