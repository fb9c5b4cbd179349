import { expect, it } from 'vitest'
import type { Lang } from '../src/shared/locale'
import { axe } from './axe'
import { shoot, type Look } from './browser'
import { outside } from './covered'
import { desks } from './desks'
import { orderCard } from './story/orders'
import { person } from './story/people'

const desk = desks()

type Whose = 'picking' | 'packing'

const words: Record<Whose, Record<Lang, { free: string; freed: string }>> = {
  picking: {
    ru: { free: 'Снять со сборщика', freed: 'Заказ 10482 снят со сборщика' },
    uk: { free: 'Зняти зі збирача', freed: 'Замовлення 10482 знято зі збирача' },
    en: { free: 'Take off the picker', freed: 'Order 10482 is off its picker' },
  },
  packing: {
    ru: { free: 'Снять с упаковщика', freed: 'Заказ 10482 снят с упаковщика' },
    uk: { free: 'Зняти з пакувальника', freed: 'Замовлення 10482 знято з пакувальника' },
    en: { free: 'Take off the packer', freed: 'Order 10482 is off its packer' },
  },
}

const command = { picking: 'pick.free', packing: 'pack.free' } as const

const looks: (Look & { whose: Whose })[] = [
  { lang: 'ru', theme: 'dark', whose: 'picking' },
  { lang: 'uk', theme: 'light', whose: 'picking' },
  { lang: 'en', theme: 'light', whose: 'packing' },
  { lang: 'ru', theme: 'light', whose: 'packing' },
]

it.each(looks)('an order is taken off whoever has it on its card: %o', async ({ whose, ...look }) => {
  await desk(
    '/orders/10482',
    async (page, node) => {
      await page.getByRole('button', { name: words[whose][look.lang].free }).click()
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: command[whose], body: { order: '10482' } })
      await page.getByText(words[whose][look.lang].freed).waitFor()
      expect(await axe(page)).toEqual([])
      expect(await page.evaluate(outside)).toEqual([])
      await shoot(page, `free-${whose}-${look.lang}-${look.theme}`)
    },
    (node) => {
      const card = orderCard('10482', look.lang)
      if (!card) throw new Error('no such order')
      node.instead.set('orders/10482', { json: { ...card, status: whose, holder: person('oksana', look.lang), may: [command[whose], 'orders.cancel', 'orders.edit'] } })
    },
    look,
  )
})
