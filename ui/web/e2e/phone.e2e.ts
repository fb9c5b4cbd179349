import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe } from './axe'
import { complaints, context, type Look, looks, shoot } from './browser'
import { open } from './site'
import { StoryNode } from './story/node'

const site = open()

/** Every page of the office, and what a person comes there for: it must be on the screen or within a scroll of its frame. */
const screens = {
  orders: ['/orders', '.or-list .order-no'],
  'order-card': ['/orders/10482', '.oc-lines tbody tr'],
  stock: ['/stock', '.stock-bar'],
  items: ['/items', '.list .item-ref'],
  item: ['/items/coffee', '.panel footer button'],
  bins: ['/bins', '.bn-bar'],
  devices: ['/devices', '.dv-name'],
  people: ['/people', '.list .person'],
  person: ['/people/darya', '.panel footer button'],
  scores: ['/people?view=scores&period=span', '.list .person'],
  score: ['/people/oksana?view=scores', '.pe-slips li'],
  stuck: ['/stuck', '.sk-do button'],
  dispatch: ['/dispatch', '.dp-card'],
  shops: ['/shops', '.sh tbody tr'],
  imports: ['/imports', '.list .chip'],
  import: ['/imports/i4', '.im-faults li'],
  labels: ['/labels', '.lb-label img'],
  node: ['/node', '.nd-check'],
  settings: ['/settings', '.se form'],
  keys: ['/keys', '.ak dt'],
} as const

/** One look is enough for the frame; every one of them when pictures are wanted. */
const worn: Look[] = process.env.SHOTS ? looks : [{ lang: 'uk', theme: 'dark' }]

describe.each(worn)('a phone, $lang $theme', (look) => {
  let made: BrowserContext
  let page: Page
  let heard: string[]

  beforeAll(async () => {
    made = await context(site.browser, look, 360, 740)
    page = await made.newPage()
    heard = complaints(page)
    await new StoryNode(look.lang).attach(page)
    await page.goto(`${site.url}/keys`)
    await page.waitForSelector('.ak')
  })
  afterAll(() => made.close())

  it.each(Object.entries(screens))('%s is as wide as the phone and shows what it is for', async (name, [path, mark]) => {
    await page.evaluate((to) => history.pushState(null, '', to), path)
    const first = page.locator(mark).first()
    await first.waitFor()
    await shoot(page, `phone-${name}-${look.lang}-${look.theme}`)
    expect(await wide(page)).toEqual([])
    expect(await seen(page, mark)).toEqual({ left: true, right: true, above: true })
    expect(await axe(page)).toEqual([])
    expect(heard).toEqual([])
  })

  it('the lines of an order, and of one that is edited, need no moving to the side', async () => {
    await page.evaluate(() => history.pushState(null, '', '/orders/10482'))
    await page.locator('.oc-lines tbody tr').first().waitFor()
    expect(await beyond(page, '.oc-lines :is(td, .chip, a)')).toEqual([])
    await page.locator('.oc-head button .lucide-pencil').click()
    await page.locator('.oc-lines input').first().waitFor()
    await shoot(page, `phone-order-edit-${look.lang}-${look.theme}`)
    expect(await beyond(page, '.oc-lines :is(td, input, button)')).toEqual([])
    expect(await axe(page)).toEqual([])
  })

  it('the sum of why goods cannot be sold stands one term below the other', async () => {
    await page.evaluate(() => history.pushState(null, '', '/stock/coffee'))
    await page.locator('.why-sum b').first().waitFor()
    await shoot(page, `phone-why-${look.lang}-${look.theme}`)
    expect(await beyond(page, '.why-sum, .why-sum b')).toEqual([])
    const tops = await page.locator('.why-sum b').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
    expect(tops).toEqual([...new Set(tops)].sort((a, b) => a - b))
    expect(await axe(page)).toEqual([])
  })

  it('the menu opens over the screen, goes somewhere, and folds', async () => {
    await page.evaluate(() => history.pushState(null, '', '/orders'))
    await page.locator('.or-list .order-no').first().waitFor()
    const menu = page.locator('.of-nav')
    expect(await menu.isVisible()).toBe(false)
    await page.locator('.of-menu').click()
    await menu.waitFor()
    await shoot(page, `phone-menu-${look.lang}-${look.theme}`)
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'hidden' })
    await page.locator('.of-menu').click()
    await menu.locator('a[href="/stuck"]').click()
    await page.locator('.sk-do button').first().waitFor()
    expect(await menu.isVisible()).toBe(false)
  })

  it('the filters of the orders unfold and fold', async () => {
    await page.evaluate(() => history.pushState(null, '', '/orders'))
    await page.locator('.or-list .order-no').first().waitFor()
    const facets = page.locator('.or-facets')
    expect(await facets.isVisible()).toBe(false)
    await page.locator('.or-more').click()
    await facets.waitFor()
    expect(await page.locator('.or-list .order-no').first().isVisible()).toBe(true)
    await page.locator('.or-more').click()
    await facets.waitFor({ state: 'hidden' })
  })
})

/** What sticks out of the screen to the right and can be moved into sight by nothing. */
async function wide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const reached = (from: Element): boolean => {
      for (let at = from.parentElement; at; at = at.parentElement) {
        const { overflowX } = getComputedStyle(at)
        if ((overflowX === 'auto' || overflowX === 'scroll') && at.getBoundingClientRect().right <= innerWidth + 1) return true
      }
      return false
    }
    const out = [...document.querySelectorAll('button, a, input, h1, h2, p, td, dd')].filter((one) => {
      const box = one.getBoundingClientRect()
      const shown = box.width > 1 && box.height > 1 && one.checkVisibility({ visibilityProperty: true })
      return shown && box.right > innerWidth + 1 && !reached(one)
    })
    const page = document.documentElement.scrollWidth > innerWidth ? ['the page'] : []
    return [...page, ...out.map((one) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 40)}`)]
  })
}

/** What of something reaches beyond the screen as it stands, or lies in a frame that is to be moved to the side. */
async function beyond(page: Page, what: string): Promise<string[]> {
  return page.locator(what).evaluateAll((all) =>
    all.filter((one) => {
      const box = one.getBoundingClientRect()
      return box.left < 0 || box.right > innerWidth
    }).map((one) => `${one.tagName} ${one.textContent?.slice(0, 40)}`),
  )
}

/** Whether the first of something begins and ends within the screen's width, and begins above its lower edge; a row of a table may go on. */
async function seen(page: Page, mark: string) {
  return page.locator(mark).first().evaluate((one) => {
    one.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const box = one.getBoundingClientRect()
    return { left: box.left >= -1, right: box.right <= innerWidth + 1 || one.tagName === 'TR', above: box.top < innerHeight }
  })
}
