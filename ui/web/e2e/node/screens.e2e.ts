import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, type Look, looks } from '../browser'
import { complaints, office, type Screen } from './desk'
import { House } from './house'
import { looked, read } from './look'
import { shift } from './shift'

let browser: Browser
let house: House

beforeAll(async () => {
  house = await House.open()
  browser = await launch()
  await shift(house)
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

/** Where to go, what must be seen there before it counts as drawn, and what opens the card of its first row. */
const screens: Record<string, { path: string; mark: string; card?: string }> = {
  orders: { path: '/orders', mark: '.or-list .order-no >> nth=4', card: '.oc .tape li >> nth=1' },
  stock: { path: '/stock', mark: '.stock-bar >> nth=4', card: '.why-list' },
  'stock-bins': { path: '/stock?view=bins', mark: '.list td .plate >> nth=4' },
  items: { path: '/items', mark: '.list .item-ref >> nth=4', card: '.panel' },
  bins: { path: '/bins', mark: '.list td .plate >> nth=4', card: '.panel' },
  people: { path: '/people', mark: '.list .person >> nth=4', card: '.panel' },
  roles: { path: '/people?view=roles', mark: '.pe-roles td >> nth=3' },
  devices: { path: '/devices/register 1', mark: '.dv-day dd >> nth=4' },
  stuck: { path: '/stuck', mark: '.sk li' },
  dispatch: { path: '/dispatch', mark: '.dp-one' },
  shops: { path: '/shops', mark: '.sh-one tr >> nth=2' },
  imports: { path: '/imports', mark: '.say' },
  labels: { path: '/labels/parcel_label', mark: '.lb-label img' },
  node: { path: '/node', mark: '.nd-check' },
  settings: { path: '/settings', mark: '.se form' },
  keys: { path: '/keys', mark: '.ak' },
  manual: { path: '/manual', mark: '.mn-text ol' },
  'manual-import': { path: '/manual/import', mark: '.mn-text code' },
  'manual-route': { path: '/manual/route', mark: '.mn-text img' },
}

/** SHOTS asks for every language in both lights, with its cards; a test needs each language once, axe in each light, and the cards once. */
const every: Look[] = process.env.SHOTS ? (['ru', 'uk', 'en'] as const).flatMap((lang) => (['light', 'dark'] as const).map((theme) => ({ lang, theme }))) : looks

describe.each(every)('the office of the real node in $lang, $theme', (look) => {
  let marina: Screen

  beforeAll(async () => {
    marina = await office(browser, house, 'marina', look)
    await speak(marina.page, look.lang)
  })
  afterAll(() => marina.close())

  it.each(Object.entries(screens))('%s', async (name, { path, mark, card }) => {
    const { page, heard } = marina
    heard.length = 0
    await page.evaluate((to) => history.pushState(null, '', to), path)
    await page.waitForSelector(mark)
    await (look.lang === 'en' ? read : looked)(page, `${name}-${look.lang}-${look.theme}`)
    if (card && (process.env.SHOTS || look.lang === 'uk')) {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()) // Enter is the list's, not a button's
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      await page.waitForSelector(card)
      await read(page, `${name}-card-${look.lang}-${look.theme}`)
      await page.keyboard.press('Escape')
    }
    expect(complaints(marina)).toEqual([])
  })
})

/** Chooses one's language in the menu under one's name. */
async function speak(page: Page, lang: string): Promise<void> {
  await page.locator('.of-me').click()
  await page.locator(`[role=menuitem][lang=${lang}]`).click()
  await page.waitForFunction((to) => document.documentElement.lang === to, lang)
  await page.locator('[role=menu]').waitFor({ state: 'detached' }) // half faded, it has no contrast
}
