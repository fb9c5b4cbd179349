import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe } from './axe'
import { clipped, cut, outside } from './covered'
import { complaints, context, looks, shoot } from './browser'
import { raw, text } from './node/look'
import { open } from './site'
import { StoryNode } from './story/node'

const site = open()

/** Windows of laptops and tablets in which no button loses a letter. */
const widths = [1440, 1280, 1024, 900]

/** The narrowest window in which every table and every hint is seen whole. */
const whole = 1024

/** Every screen by its address, and what must be seen before it counts as drawn. */
const screens = {
  orders: ['/orders', '.or-list .order-no >> nth=10'],
  'order-card': ['/orders/10482', '.oc .tape li >> nth=5'],
  stock: ['/stock', '.stock-bar >> nth=5'],
  'stock-bins': ['/stock?view=bins', '.list td .plate >> nth=5'],
  why: ['/stock/coffee', '.why-list'],
  items: ['/items', '.list .item-ref >> nth=5'],
  item: ['/items/coffee', '.it-photos'],
  bins: ['/bins', '.bn-bar >> nth=3'],
  bin: ['/bins/A-07-12-3', '.panel .tape'],
  devices: ['/devices', '.dv-frames li >> nth=3'],
  'device-spoils': ['/devices/scan3', '.dv-habits li >> nth=1'],
  register: ['/devices/shtrih2', '.dv-day dd >> nth=6'],
  people: ['/people', '.list .person >> nth=5'],
  person: ['/people/darya', '.pe-grant'],
  scores: ['/people?view=scores', '.list .person >> nth=5'],
  score: ['/people/oksana?view=scores&period=days30', '.pe-slips li >> nth=6'],
  roles: ['/people?view=roles', '.pe-roles td >> nth=3'],
  stuck: ['/stuck', '.sk li >> nth=3'],
  dispatch: ['/dispatch', '.dp-one tr >> nth=3'],
  shops: ['/shops', '.sh-one tr >> nth=3'],
  imports: ['/imports', '.list .chip >> nth=2'],
  import: ['/imports/i4', '.im-faults'],
  'import-undone': ['/imports/i0', '.im-faults'],
  labels: ['/labels/bin_label', '.lb-label img'],
  node: ['/node', '.nd-check >> nth=1'],
  settings: ['/settings', '.se form >> nth=2'],
  keys: ['/keys', '.ak'],
} as const

/** Goes to an address as a link does: the page stays, so that twenty screens are one load. */
async function go(page: Page, path: string) {
  await page.evaluate((to) => history.pushState(null, '', to), path)
}

describe.each(looks)('$lang $theme', (look) => {
  let made: BrowserContext
  let page: Page
  let heard: string[]

  beforeAll(async () => {
    made = await context(site.browser, look)
    page = await made.newPage()
    heard = complaints(page)
    await new StoryNode(look.lang).attach(page)
    await page.goto(`${site.url}/keys`)
    await page.waitForSelector('.of-node:not(.off)')
  })
  afterAll(() => made.close())

  it.each(Object.entries(screens))('%s is drawn, clean for axe, without a complaint', async (name, [path, mark]) => {
    await go(page, path)
    await page.waitForSelector(mark)
    await shoot(page, `${name}-${look.lang}-${look.theme}`)
    expect(await axe(page)).toEqual([])
    expect(raw(await page.evaluate(text))).toEqual([])
    expect(heard).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440)
    expect(await page.locator('.of-menu').isVisible(), 'the button of the menu beside the menu').toBe(false)
    const lost: Record<number, string[]> = {}
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      lost[width] = [...(await page.evaluate(clipped)), ...(await page.evaluate(outside)), ...(width < whole ? [] : await page.evaluate(cut))]
      if (width === whole) await shoot(page, `${name}-${look.lang}-${width}`)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(lost).toEqual(Object.fromEntries(widths.map((width) => [width, []])))
  })
})

it('axe would see a fault: a text of low contrast is found', async () => {
  const made = await context(site.browser, { lang: 'en', theme: 'light' })
  const page = await made.newPage()
  await new StoryNode('en').attach(page)
  await page.goto(`${site.url}/keys`)
  await page.waitForSelector('.ak')
  await page.evaluate(() => document.querySelector('h1')?.style.setProperty('color', '#ddd'))
  expect((await axe(page)).join()).toContain('color-contrast')
  await made.close()
})
