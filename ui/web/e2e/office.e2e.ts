import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe } from './axe'
import { complaints, context, launch, type Look, looks, serve, shoot } from './browser'
import { StoryNode } from './story/node'

let browser: Browser
let site: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  site = await serve()
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  site.close()
})

/** Opens the office on the story, runs the test, and finds nothing to complain about. */
async function office(look: Look, path: string, test: (page: Page, node: StoryNode) => Promise<void>, before?: (node: StoryNode) => void) {
  const made = await context(browser, look)
  const page = await made.newPage()
  const heard = complaints(page)
  const node = new StoryNode(look.lang)
  before?.(node)
  await node.attach(page)
  await page.goto(site.url + path)
  await test(page, node)
  expect(heard).toEqual([])
  await made.close()
}

/** Every screen by its address, and what must be seen before it counts as drawn. */
const screens = {
  orders: ['/orders', '.order-no >> nth=10'],
  'order-card': ['/orders/10482', '.oc .tape li >> nth=5'],
  stock: ['/stock', '.stock-bar >> nth=5'],
  'stock-bins': ['/stock?view=bins', '.plate >> nth=5'],
  why: ['/stock/coffee', '.why-list'],
  items: ['/items', '.item-ref >> nth=5'],
  item: ['/items/coffee', '.it-photos'],
  bins: ['/bins', '.bn-bar >> nth=3'],
  bin: ['/bins/A-07-12-3', '.panel .tape'],
  devices: ['/devices', '.dv-frames li >> nth=3'],
  people: ['/people', '.person >> nth=5'],
  person: ['/people/darya', '.pe-grant'],
  roles: ['/people?view=roles', '.pe-roles'],
  stuck: ['/stuck', '.sk li >> nth=3'],
  dispatch: ['/dispatch', '.dp-one tr >> nth=3'],
  shops: ['/shops', '.sh-one tr >> nth=3'],
  imports: ['/imports', '.chip >> nth=2'],
  import: ['/imports/i4', '.im-faults'],
  node: ['/node', '.nd-check >> nth=1'],
  settings: ['/settings', '.se form >> nth=2'],
  keys: ['/keys', '.ak'],
} as const

describe.each(looks)('$lang $theme', (look) => {
  it.each(Object.entries(screens))('%s is drawn, clean for axe, without a complaint', async (name, [path, mark]) => {
    await office(look, path, async (page) => {
      await page.waitForSelector(mark)
      await page.waitForFunction(() => document.querySelector('.of-node:not(.off)'))
      await shoot(page, `${name}-${look.lang}-${look.theme}`)
      expect(await axe(page)).toEqual([])
    })
  })
})
