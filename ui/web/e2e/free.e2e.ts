import { expect, it } from 'vitest'
import type { Lang } from '../src/shared/locale'
import { axe } from './axe'
import { shoot, type Look } from './browser'
import { outside } from './covered'
import { desks } from './desks'
import { orderCard } from './story/orders'

const desk = desks()

const words: Record<Lang, { free: string; freed: string }> = {
  ru: { free: 'Снять со сборщика', freed: 'Заказ 10482 снят со сборщика' },
  uk: { free: 'Зняти зі збирача', freed: 'Замовлення 10482 знято зі збирача' },
  en: { free: 'Take off the picker', freed: 'Order 10482 is off its picker' },
}

const looks: Look[] = [
  { lang: 'ru', theme: 'dark' },
  { lang: 'uk', theme: 'light' },
  { lang: 'en', theme: 'light' },
]

it.each(looks)('an order is taken off its picker on its card: %o', async (look) => {
  await desk(
    '/orders/10482',
    async (page, node) => {
      await page.getByRole('button', { name: words[look.lang].free }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'pick.free', body: { order: '10482' } })
      await page.getByText(words[look.lang].freed).waitFor()
      expect(await axe(page)).toEqual([])
      expect(await page.evaluate(outside)).toEqual([])
      await shoot(page, `free-${look.lang}-${look.theme}`)
    },
    (node) => {
      const card = orderCard('10482', look.lang)
      if (!card) throw new Error('no such order')
      node.instead.set('orders/10482', { json: { ...card, status: 'picking', may: ['pick.free', 'orders.cancel', 'orders.edit'] } })
    },
    look,
  )
})
