import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import type { View } from '../../src/shared/api/client'
import { context, launch } from '../browser'
import { begin, founds, hires, makes, owner } from './bare'
import { House } from './house'
import { Hand, loads, until } from './shift'

let browser: Browser
let house: House

beforeAll(async () => {
  house = await House.bare()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

const torch = '4607034176037'

/** The owner hires somebody and prints their badge: what comes out of the printer lets them in. */
async function hired(page: Page, name: string, login: string, role: string, nth: number): Promise<string> {
  const panel = await hires(page, name, login, role)
  await panel.getByRole('button', { name: 'Print a badge' }).click()
  await until(() => house.simulated(), ({ Printers }) => Printers[0]?.Total === nth)
  const [code = ''] = await house.codes(1, nth)
  return code
}

it('a shop that begins with nothing packs its first order', async () => {
  const page = await (await context(browser, { lang: 'en', theme: 'light' }, 1440, 900)).newPage()
  await begin(page, house)
  await page.getByRole('button', { name: 'Go to Bins' }).click()
  await founds(page)
  await makes(page, 'Zone', (dialog) => dialog.getByLabel('Zone name').fill('A'), 'Make')
  await page.getByText('Zones').waitFor()
  await makes(page, 'Bins by scheme', (dialog) => dialog.getByLabel('Aisle, to').fill('01'), 'Make the bins')
  await makes(page, 'Totes', (dialog) => dialog.getByLabel('How many').fill('2'), 'Make')
  await makes(page, 'Bench', (dialog) => dialog.getByLabel('Bench name').fill('Стол 1'), 'Make')

  const boss = await Hand.of(house, owner.login, owner.password)
  await loads(boss, 'items', `Article;Title;Barcode\nLCH-3;Torch;${torch}\n`)
  await loads(boss, 'balances', 'Article;Location;Quantity\nLCH-3;A-01-01-1;5\n')

  await page.goto(`${house.url}/people`)
  const picker = await Hand.byBadge(house, await hired(page, 'Petro Ivanenko', 'petro', 'Picker', 1))
  const badge = await hired(page, 'Ivan Kravets', 'ivan', 'Packer', 2)

  await house.order('Anna', { 'LCH-3': 1 })
  const [order] = await boss.orders((now) => now.some(({ status }) => status === 'promised'))
  await boss.call('/api/do/pick.release', { orders: [order?.id] })
  await picker.scans('X-PICK-7', 'T-001', 'A-01-01-1', torch, 'T-001')
  await boss.orders((now) => now.some(({ status }) => status === 'packing'))

  const packer = await Hand.byBadge(house, badge)
  await house.reads(1, badge)
  await until(() => packer.call<View<'FloorState'>>('/api/floor'), ({ station }) => station?.name === 'Стол 1')
  for (const code of ['X-PACK-1', 'T-001', torch]) {
    const { version } = await packer.call<View<'FloorState'>>('/api/floor')
    await house.reads(1, code)
    await until(() => packer.call<View<'FloorState'>>('/api/floor'), (now) => now.version > version)
  }
  await boss.orders((now) => now.some(({ status }) => status === 'ready'))
  await until(() => house.simulated(), ({ Printers }) => Printers[0]?.Total === 3)
}, 180_000)
