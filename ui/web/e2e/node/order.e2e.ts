import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe } from '../axe'
import { launch, shoot } from '../browser'
import { scan } from '../floor/hands'
import { beside, office, open, type Screen } from './desk'
import { House, people } from './house'

let browser: Browser
let house: House
let igor: Screen
let oksana: Screen
let darya: Screen
let second: Screen
let shop: Page

beforeAll(async () => {
  house = await House.open()
  browser = await launch()
  ;[igor, oksana, darya] = await Promise.all([office(browser, house, 'igor'), open(browser, house, '/pick'), open(browser, house, '/pack')])
  shop = await (await browser.newContext()).newPage()
  await shop.goto(house.shop)
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

const torch = '4607034176037'
const blocks = '4607034177317'

const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const row = (page: Page) => page.getByRole('row', { name: /Кравец Анна/ })
const status = (page: Page, text: string) => row(page).getByText(text, { exact: true }).waitFor()

/** What the screen shows now is drawn right: a picture for a person's eyes, and axe. */
async function looked(page: Page, name: string): Promise<void> {
  await shoot(page, `node-${name}`)
  expect(await axe(page), name).toEqual([])
}

/** Two screens of one bench show the same, to the letter. */
async function equal(): Promise<void> {
  const drawn = ({ page }: Screen) => page.locator('main > :not(footer)').evaluateAll((parts) => parts.map((part) => part.outerHTML).join('\n'))
  await expect.poll(() => drawn(second)).toBe(await drawn(darya))
}

describe('an order, all the way, on three screens at once', () => {
  it('the buyer orders in the shop, and it appears in the office by itself', async () => {
    await igor.page.waitForSelector('.or-list .order-no')
    await house.order('Кравец Анна', { 'LCH-3': 2, 'MAY-312': 1 })
    await status(igor.page, 'Обещан')
    await looked(igor.page, 'office-promised')
  })

  it('the manager releases it to the floor', async () => {
    await row(igor.page).getByRole('checkbox').click()
    await igor.page.keyboard.press('w')
    await says(igor.page, /^Волна \d+ выпущена: 1 заказ$/)
    await status(igor.page, 'В отборе')
  })

  it('the picker comes with a badge and takes it by an empty tote', async () => {
    const { page } = oksana
    await says(page, 'Сканируйте свой бейдж')
    await scan(page, people.oksana.badge)
    await says(page, 'Сканируйте, что делать')
    await looked(page, 'pick-menu')
    await page.getByText('Отбор').click()
    await says(page, 'Ждёт 1 заказ')
    await looked(page, 'pick-tasks')
    await scan(page, 'T-001')
    await says(page, 'Идите к ячейке')
  })

  it('picks by bin, goods and tote; a wrong scan takes nothing', async () => {
    const { page } = oksana
    await looked(page, 'pick-go')
    await scan(page, 'A-06-14-1')
    await says(page, 'Вы у ячейки')
    await looked(page, 'pick-item')
    await scan(page, blocks)
    await looked(page, 'pick-wrong')
    await scan(page, torch)
    await scan(page, torch)
    await says(page, 'Взято 2 из 2')
    await looked(page, 'pick-tote')
    await scan(page, 'T-001')
    await says(page, 'Идите к ячейке')
    await scan(page, 'A-08-07-2')
    await scan(page, blocks)
    await scan(page, 'T-001')
    await says(page, 'Собрано')
    await looked(page, 'pick-done')
    await status(igor.page, 'На упаковке')
  })

  it('the packer comes to a bench by its own scanner, and two screens of the bench are equal', async () => {
    const { page } = darya
    await scan(page, people.darya.badge)
    await says(page, 'Ждёт упаковки 1 заказ')
    await house.reads(1, people.darya.badge)
    await says(page, 'Стол 1')
    await looked(page, 'pack-bench')
    second = await beside(darya)
    await scan(page, 'T-001')
    await says(page, 'Осталось 3 из 3')
    await equal()
    await looked(page, 'pack-units')
  })

  it('packs with the serial scanner and the wedge; too much is stopped', async () => {
    const { page } = darya
    await house.reads(1, torch)
    await says(page, 'Осталось 2 из 3')
    await equal()
    await scan(page, blocks)
    await says(page, 'Осталось 1 из 3')
    await scan(second.page, blocks)
    await says(page, /^Не тот товар. Не положено$/)
    await looked(page, 'pack-wrong')
    await equal()
  })

  it('the last scan closes once: parcel, label, receipt', async () => {
    const { page } = darya
    await house.reads(1, torch)
    await says(page, 'Наклейте этикетку')
    await says(page, 'Этикетка напечатана')
    await looked(page, 'pack-closed')
    await equal()
    await status(igor.page, 'На рампе')
  })
})
