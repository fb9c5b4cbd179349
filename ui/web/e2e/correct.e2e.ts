import { expect, it } from 'vitest'
import { axe } from './axe'
import { looks, shoot } from './browser'
import { desks, live } from './desks'
import { orderCard } from './story/orders'
import say from '../../locale/en.json' with { type: 'json' }
import ru from '../../locale/ru.json' with { type: 'json' }
import uk from '../../locale/uk.json' with { type: 'json' }

const words = { en: say, ru, uk }
const desk = desks()

it.each(looks)('an order that is gone without a receipt is registered by its paper and day, in $lang', async (look) => {
  const word = words[look.lang]
  await desk(
    '/orders/10482',
    async (page, node) => {
      await live(page)
      await page.getByRole('button', { name: word['orders.correct'] }).click()
      const form = page.getByRole('dialog').last()
      await form.getByLabel(word['orders.correctPaper']).selectOption('order')
      const send = form.getByRole('button', { name: word['orders.correct'] })
      const number = form.getByLabel(word['orders.correctNumber'])
      await send.click()
      expect(await number.evaluate((field: HTMLInputElement) => field.matches(':invalid')), 'an order of the tax office has a number').toBe(true)
      expect(await axe(page)).toEqual([])
      await shoot(page, `correct-${look.lang}-${look.theme}`)
      await number.fill(' 17-08/2 ')
      await form.getByLabel(word['orders.correctOn']).fill('2025-11-20')
      await send.click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'till.correct', body: { order: '10482', paper: 'order', number: '17-08/2', on: '2025-11-20' } })
    },
    (node) => {
      const card = orderCard('10482', look.lang)
      if (!card) throw new Error('no such order')
      node.instead.set('orders/10482', { json: { ...card, may: ['till.correct'] } })
    },
    look,
  )
})
