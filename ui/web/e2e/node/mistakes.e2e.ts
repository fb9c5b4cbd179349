import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { View } from '../../src/shared/api/client'
import { launch, type Look, looks } from '../browser'
import { scan } from '../floor/hands'
import { complaints, open, tries } from './desk'
import { House, password, people } from './house'
import { looked, read } from './look'
import { Hand, loads, parcelOf, until, work } from './shift'

let browser: Browser
let house: House

beforeAll(async () => {
  house = await House.open()
  browser = await launch()
  await day()
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

const torch = '4607034176037'
const shampoo = '4607034175405'

/** A picker scans a wrong bin, and at the dock a parcel of another courier is scanned; two lots of one code came in. */
async function day(): Promise<void> {
  const [igor, oksana, darya] = await Promise.all([Hand.of(house, 'igor'), Hand.of(house, 'oksana'), Hand.of(house, 'darya')])
  const lots = ['A-05-11-1;KRP-400;3;2027-03-31', 'A-05-11-3;KRP-400;4;2027-01-31', 'A-05-14-3;UTR-1000;5;2027-02-28']
  await loads(igor, 'balances', `Location;Article;Quantity;Best before;Batch\n${lots.map((row) => `${row};L-9\n`).join('')}`)

  await house.order('Кравец Анна', { 'LCH-3': 1 })
  await house.order('Шевчук Остап', { 'LCH-3': 1 }, { payment: 'Банковская карта', paid: '1', delivery: 'Почта' })
  const buyers = ['Кравец Анна', 'Шевчук Остап']
  const rows = await igor.orders((now) => buyers.every((name) => now.some(({ buyer, status }) => buyer === name && status === 'promised')))
  await igor.call('/api/do/pick.release', { orders: rows.filter(({ buyer }) => buyers.includes(buyer)).map(({ id }) => id) })
  await oksana.scans(work.pick, 'T-001', 'A-08-07-2', 'A-06-14-1', torch, 'T-001', 'T-002', 'A-06-14-1', torch, 'T-002')
  await house.reads(1, people.darya.badge)
  await until(() => darya.call<View<'FloorState'>>('/api/floor'), ({ station }) => station !== undefined)
  await darya.scans(work.pack, 'T-001', torch)
  const first = await parcelOf(darya)
  await darya.scans('T-002', torch)
  const second = await parcelOf(darya)
  await darya.scans(work.dispatch, first, second)
  await until(() => igor.call<View<'ScoresPage'>>('/api/scores'), ({ rows: all }) => all.filter(({ mistakes }) => mistakes === 1).length === 2)
}

/** SHOTS asks for every language in both lights. */
const every: Look[] = process.env.SHOTS ? (['ru', 'uk', 'en'] as const).flatMap((lang) => (['light', 'dark'] as const).map((theme) => ({ lang, theme }))) : looks

/** A person of the demo at a desk in their own language; a phone is a narrow desk. */
async function at(login: string, path: string, look: Look, width = 1440) {
  const screen = await open(browser, house, '/', look)
  await tries(screen.page, login, password)
  await screen.page.locator('[type=submit]').waitFor({ state: 'detached' })
  await screen.page.evaluate((to) => history.pushState(null, '', to), path)
  await screen.page.locator('.of-me').click()
  await screen.page.locator(`[role=menuitem][lang=${look.lang}]`).click()
  await screen.page.locator('[role=menu]').waitFor({ state: 'detached' })
  await screen.page.setViewportSize({ width, height: width > 400 ? 900 : 740 })
  return screen
}

const parcels = { ru: 'Не та посылка', uk: 'Не та посилка', en: 'Wrong parcel' }

describe.each(every)('work and mistakes in $lang, $theme', (look) => {
  const named = `${look.lang}-${look.theme}`

  it('the manager finds who scanned what wrong, and for which order', async () => {
    const screen = await at('marina', '/people?view=scores', look)
    const { page } = screen
    const row = (short: string) => page.locator('.list tbody tr', { hasText: short })
    await row('Оксана').waitFor()
    await looked(page, `scores-${named}`)
    await row('Оксана').click()
    await page.locator('.pe-slips a[href*="A-08-07-2"]').waitFor()
    await read(page, `scores-picker-${named}`)
    await row('Дарья').click()
    await page.locator('.pe-slips li b', { hasText: parcels[look.lang] }).waitFor()
    expect(await page.locator('.pe-slips li').count()).toBe(1)
    await read(page, `scores-dock-${named}`)
    expect(complaints(screen)).toEqual([])
    await screen.close()
  })

  it('a picker sees their own on a phone', async () => {
    const screen = await at('oksana', '/mine', look, 360)
    const { page } = screen
    await page.locator('.list tbody tr').waitFor()
    await read(page, `scores-phone-${named}`)
    await page.locator('.list tbody tr').click()
    await page.locator('.pe-slips a[href*="A-08-07-2"]').waitFor()
    await read(page, `scores-phone-slips-${named}`)
    expect(complaints(screen)).toEqual([])
    await screen.close()
  })
})

/** The handheld after a scan that shows something else. */
async function shows(page: Page, code: string, text: string | RegExp, name: string): Promise<void> {
  await scan(page, code)
  await page.getByText(text).first().waitFor()
  await looked(page, `look-${name}`)
}

it('looks at what the floor has: a bin, goods, a lot of several days, an order that is nowhere', async () => {
  const screen = await open(browser, house, '/pick')
  const { page } = screen
  await scan(page, people.ruslan.badge)
  await page.getByRole('button', { name: 'Что здесь?' }).click()
  await page.getByRole('heading', { name: 'Сканируйте что угодно' }).waitFor()
  await looked(page, 'look-begun')
  await shows(page, 'A-06-14-1', 'Фонарь налобный', 'bin')
  await shows(page, shampoo, 'Шампунь «Крапива»', 'goods')
  await shows(page, 'L-9', 'Кофе в зёрнах', 'lots')
  const offered = page.getByRole('list', { name: 'Что из этого?' }).getByRole('button')
  expect((await offered.allTextContents()).map((text) => /\d\d\.\d\d\.\d{4}/.exec(text)?.[0])).toEqual(['31.01.2027', '28.02.2027', '31.03.2027'])
  await offered.nth(2).click()
  await page.getByText('Шампунь «Крапива»').first().waitFor()
  await page.getByText(/L-9.*31\.03\.2027/).first().waitFor()
  await looked(page, 'look-lot')
  await shows(page, 'T-001', 'T-001', 'tote')
  expect(complaints(screen)).toEqual([])
  await screen.close()
}, 120_000)
