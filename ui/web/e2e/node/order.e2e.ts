import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser'
import { scan } from '../floor/hands'
import { beside, complaints, office, open, type Screen } from './desk'
import { House, people, read } from './house'
import { looked } from './look'

let browser: Browser
let house: House
let igor: Screen
let oksana: Screen
let darya: Screen
/** The second screen of Darya's bench. */
let second: Screen
/** Darya's handheld at the gate. */
let gate: Screen
/** The number on the label. */
let parcel = ''
/** What the buyer sees. */
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
const buyer = 'Кравец Анна'

const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const row = () => igor.page.getByRole('row', { name: buyer })
const status = (text: string) => row().getByText(text, { exact: true }).waitFor()
const told = (text: string) => shop.getByRole('row', { name: buyer }).getByText(text).first().waitFor()

/** Two screens of one bench show the same, to the letter. */
async function equal(): Promise<void> {
  const drawn = ({ page }: Screen) => page.locator('main > :not(footer)').evaluateAll((parts) => parts.map((part) => part.outerHTML).join('\n'))
  await expect.poll(async () => (await drawn(second)) === (await drawn(darya)), { timeout: 15_000 }).toBe(true)
}

describe('an order, all the way, on three screens at once', () => {
  it('the buyer orders in the shop, and it appears in the office by itself', async () => {
    await igor.page.waitForSelector('.or-list .order-no')
    await house.order(buyer, { 'LCH-3': 2, 'MAY-312': 1 })
    await status('Обещан')
    await looked(igor.page, 'office-promised')
    await told('принят')
  })

  it('the manager releases it to the floor', async () => {
    await row().getByRole('checkbox').click()
    await igor.page.keyboard.press('w')
    await says(igor.page, /^Волна \d+ выпущена: 1 заказ$/)
    await status('В отборе')
    await looked(igor.page, 'office-released')
  })

  it('the picker comes with a badge and takes it by an empty tote', async () => {
    const { page } = oksana
    await says(page, 'Сканируйте свой бейдж')
    await looked(page, 'pick-login')
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
    await expect.poll(() => page.locator('img.photo').first().evaluate((photo: HTMLImageElement) => photo.naturalWidth)).toBeGreaterThan(0)
    await looked(page, 'pick-item')
    await scan(page, blocks)
    await says(page, 'Это нужно заказу, но лежит не здесь')
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
    await status('На упаковке')
  })

  it('the packer comes to a bench by its own scanner, and two screens of the bench are equal', async () => {
    const { page } = darya
    await says(page, 'Сканируйте свой бейдж')
    await looked(page, 'pack-login')
    await page.getByRole('link', { name: 'Войти по паролю' }).click()
    await page.locator('[autocomplete=current-password]').waitFor()
    await page.goBack()
    await says(page, 'Сканируйте свой бейдж')
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

  it('packs with the serial scanner and the wedge; what is too much is refused', async () => {
    const { page } = darya
    await scan(page, torch) // not by the scanner: it reads the other one soon, and equal codes at once are one shot
    await says(page, 'Осталось 2 из 3')
    await equal()
    await house.reads(1, blocks)
    await says(page, 'Осталось 1 из 3')
    await scan(second.page, blocks)
    await says(page, 'Этот товар лишний: в посылке уже 1, больше не нужно. Верните его в тару или отложите')
    await says(page, 'Осталось 1 из 3')
    await looked(page, 'pack-wrong')
    await equal()
  })

  it('the last scan closes once: parcel, label, receipt', async () => {
    const { page } = darya
    await house.reads(1, torch)
    await says(page, 'Наклейте этикетку')
    await says(page, 'Этикетка напечатана')
    await says(page, 'Чек пробит')
    await looked(page, 'pack-closed')
    await equal()
    await status('На рампе')
    const { Printers, Receipts } = await house.simulated()
    expect(Printers.map(({ Total }) => Total)).toEqual([1, 0])
    expect(Receipts?.map(({ Sum }) => Sum)).toEqual(['4270.00'])
  })

  it('the label that came out carries the number on the screen', async () => {
    const closed = darya.page.getByRole('listitem').filter({ hasText: 'Посылка закрыта' }).locator('span')
    parcel = (await closed.textContent())?.split(' · ').at(-1) ?? ''
    expect(parcel).toMatch(/^P\d+$/)
    expect(new Set(await house.codes(1, 1))).toEqual(new Set([parcel]))
    const picture = await darya.page.getByRole('img', { name: `Этикетка посылки ${parcel}` }).getAttribute('src')
    const shown = await darya.context.request.get(house.url + (picture ?? ''))
    expect(new Set(await read(await shown.body()))).toEqual(new Set([parcel]))
  })

  it('the parcel is scanned out to its courier at the gate', async () => {
    gate = await open(browser, house, '/pick')
    const { page } = gate
    await scan(page, people.darya.badge)
    await says(page, 'Упаковка')
    await looked(page, 'gate-elsewhere')
    await scan(page, 'X-DISPATCH-6')
    await says(page, 'СДЭК')
    await looked(page, 'gate-couriers')
    await scan(page, parcel)
    await page.locator('.hh-right').getByText(parcel).waitFor()
    await looked(page, 'gate-scan')
    await scan(page, parcel)
    await says(page, 'Уже отсканирована')
    await looked(page, 'gate-twice')
    await page.getByText('Закрыть').click()
    await says(page, 'Отгружено')
    await looked(page, 'gate-done')
    await status('Уехал')
    await looked(igor.page, 'office-gone')
  })

  it('and the buyer hears of it in the shop', async () => {
    await told('Отгружен')
  })

  it('nothing on the screens complained', () => {
    expect([igor, oksana, darya, second, gate].flatMap(complaints)).toEqual([])
  })
})
