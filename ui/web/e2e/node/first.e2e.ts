import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { complaints as listen, context, launch } from '../browser'
import { Bare, begin, founds, makes } from './bare'
import { looked } from './look'

let browser: Browser
let node: Bare

beforeAll(async () => {
  node = await Bare.open()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await node?.close()
})

it('the manual is read before anybody is there, in the language of the person, by links of the set-up page and of the log-in', async () => {
  const made = await context(browser, { lang: 'uk', theme: 'dark' }, 1440, 900)
  const page = await made.newPage()
  await page.goto(node.setup)
  const help = page.getByRole('link', { name: 'Перший день: що за чим робити' })
  await help.waitFor()
  await looked(page, 'setup-uk-dark')
  const [manual] = await Promise.all([made.waitForEvent('page'), help.click()])
  const heard = listen(manual)
  await manual.getByRole('heading', { name: 'Перший день', level: 1 }).waitFor()
  expect(await manual.getByRole('listitem').filter({ hasText: 'warehouse-node serve --config node.toml' }).count()).toBe(1)
  await looked(manual, 'manual-first-day-uk-dark')
  await manual.getByRole('link', { name: 'Найкоротший шлях' }).click()
  const drawing = manual.getByRole('img', { name: 'Шлях повз вісім комірок' })
  await expect.poll(() => drawing.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await looked(manual, 'manual-route-uk-dark')
  await manual.getByRole('button', { name: 'English' }).click()
  await manual.getByRole('heading', { name: 'The shortest walk', level: 1 }).waitFor()
  expect(new URL(manual.url()).pathname).toBe('/manual/route')
  expect(heard).toEqual([])

  await page.goto(new URL('/', node.setup).href)
  await page.locator('[autocomplete=username]').waitFor()
  expect(await page.locator('a[href="/manual/first-day"]').count()).toBe(1)
  await made.close()
})

it('a node without a demo is put to work from the set-up link on', async () => {
  const made = await context(browser, { lang: 'en', theme: 'light' }, 1440, 900)
  const page = await made.newPage()
  const heard = listen(page)
  await page.goto(new URL('/', node.setup).href)
  await page.locator('[autocomplete=username]').waitFor()
  await begin(page, node)
  await looked(page, 'first-orders')

  // The way back leads to the office: the form would make nothing any more, and a link that was used leads there too.
  await page.goBack()
  await page.getByRole('heading', { name: 'There is no warehouse here yet' }).waitFor()
  expect(await page.locator('[autocomplete=new-password]').count()).toBe(0)
  await page.goto(node.setup)
  const enter = page.getByRole('link', { name: 'To the office' })
  await enter.waitFor()
  await looked(page, 'setup-used')
  await enter.click()
  await page.getByRole('heading', { name: 'There is no warehouse here yet' }).waitFor()
  await page.getByRole('button', { name: 'Go to Bins' }).click()
  await page.getByRole('heading', { name: 'Make your first warehouse' }).waitFor()
  await looked(page, 'first-site')
  await founds(page)
  const parts = page.getByRole('region', { name: 'What the warehouse is made of' })
  await looked(page, 'first-empty')

  await makes(page, 'Zone', (dialog) => dialog.getByLabel('Zone name').fill('A'), 'Make')
  await parts.getByText('Zones').waitFor()
  await makes(
    page,
    'Bins by scheme',
    async (dialog) => {
      await dialog.getByLabel('Aisle, to').fill('02')
      await dialog.getByLabel('Rack, to').fill('40')
      await dialog.getByText('240 bins').waitFor()
      await dialog.getByText('A-01-01-1 to A-02-40-3').waitFor()
      await looked(page, 'first-scheme')
    },
    'Make the bins',
  )
  await page.getByRole('img', { name: 'A-01-01-1', exact: true }).waitFor()
  await expect.poll(() => page.locator('.of-head h1').textContent()).toContain('240 places')
  await makes(page, 'Totes', (dialog) => dialog.getByLabel('How many').fill('5'), 'Make')
  await expect.poll(() => page.locator('.of-head h1').textContent()).toContain('245 places')
  await makes(page, 'Bench', (dialog) => dialog.getByLabel('Bench name').fill('bench 1'), 'Make')
  await parts.getByText('bench 1', { exact: true }).waitFor()
  await makes(
    page,
    'Courier',
    async (dialog) => {
      await dialog.getByLabel('Courier name').fill('Nova Poshta')
      await dialog.getByLabel('Code, as on orders').fill('np')
    },
    'Make',
  )
  await parts.getByText('Nova Poshta', { exact: true }).waitFor()
  await looked(page, 'first-bins')

  // The same scheme again is there already: nothing is left to make of it.
  await parts.getByRole('button', { name: 'Bins by scheme' }).click()
  await page.getByRole('dialog').getByLabel('Aisle, to').fill('02')
  await page.getByRole('dialog').getByLabel('Rack, to').fill('40')
  await page.getByText('Already there: 240').waitFor()
  expect(await page.getByRole('button', { name: 'Make the bins' }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')

  await page.getByLabel('Bin, tote, second name').fill('T-00')
  await expect.poll(() => page.locator('.list tbody tr').count()).toBe(5)
  expect(heard.filter((line) => !/status of (401|404|403)/.test(line))).toEqual([])
  await made.close()
})
