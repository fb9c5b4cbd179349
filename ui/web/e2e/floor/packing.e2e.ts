import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe } from '../axe'
import { complaints, context, launch, type Look, looks, shoot } from '../browser'
import { bench, broken, packs } from './benches'
import { Fixture, reply } from './fixture'
import { wide } from './hands'
import { menu } from './walks'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

async function screen(fixture: Fixture, look: Look = { lang: 'ru', theme: 'light' }) {
  const made = await context(browser, look, 1920, 1080)
  const page = await made.newPage()
  await page.clock.setFixedTime(new Date('2026-11-21T14:13:00+03:00'))
  const heard = complaints(page)
  await page.goto(`${fixture.url}/pack`)
  await page.waitForSelector('h1')
  return { page, heard, close: () => made.close() }
}

const all = [
  { name: 'menu', shown: reply('menu', menu), station: bench },
  ...Object.entries(packs).map(([name, view]) => ({ name, shown: reply('pack', view, name === 'wrong' || name === 'stop' ? 'wrong' : 'ok'), station: bench })),
  ...Object.entries(packs)
    .filter(([name]) => name === 'units')
    .map(([, view]) => ({ name: 'broken', shown: reply('pack', view), station: broken })),
]

describe.each(looks.slice(0, 3))('packing in $lang, $theme', (look) => {
  it('draws every step within the screen, axe clean, without a complaint', async () => {
    const fixture = await Fixture.start(reply('menu', menu), bench)
    const { page, heard, close } = await screen(fixture, look)
    const found: Record<string, string[]> = {}
    for (const { name, shown, station } of all) {
      fixture.station(station)
      const version = fixture.version + 1
      fixture.show(shown)
      await page.waitForSelector(`main[data-version="${version}"]`)
      await shoot(page, `pk-${name}-${look.lang}-${look.theme}`)
      const wrong = [...(await axe(page)), ...(await page.evaluate(overflows))]
      if (look === looks[0]) wrong.push(...(await wide(page, overflows)))
      if (wrong.length > 0) found[name] = wrong
    }
    expect(found).toEqual({})
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })
})

/** What sticks out of the screen. */
function overflows(): string[] {
  const found: string[] = []
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the screen')
  for (const one of document.querySelectorAll('main *')) {
    const box = one.getBoundingClientRect()
    if (box.width === 0 || one.closest('svg')) continue
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`sticks out sideways: ${one.className} ${one.textContent?.slice(0, 30)}`)
    if (box.bottom > innerHeight + 1) found.push(`falls off below: ${one.className} ${one.textContent?.slice(0, 30)}`)
  }
  return found
}
