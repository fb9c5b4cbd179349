import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, looks } from '../browser'
import { Fixture, reply } from './fixture'
import { gallery } from './gallery'
import { handheld } from './hands'
import { carries, dispatches, menu, picks, putbacks, puts, receives } from './walks'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const screens = [
  ['menu', reply('menu', menu)] as const,
  ...Object.entries(picks).map(([name, view]) => [`pick-${name}`, reply('pick', view, name.startsWith('wrong') ? 'wrong' : 'ok')] as const),
  ...Object.entries(receives).map(([name, view]) => [`receive-${name}`, reply('receive', view)] as const),
  ...Object.entries(puts).map(([name, view]) => [`putaway-${name}`, reply('putaway', view)] as const),
  ...Object.entries(dispatches).map(([name, view]) => [`dispatch-${name}`, reply('dispatch', view)] as const),
  ...Object.entries(carries).map(([name, view]) => [`carry-${name}`, reply('carry', view)] as const),
  ...Object.entries(putbacks).map(([name, view]) => [`putback-${name}`, reply('putback', view)] as const),
]

describe.each(looks.slice(0, 3))('handheld in $lang, $theme', (look) => {
  it('draws every step within the screen, axe clean, without a complaint', async () => {
    const fixture = await Fixture.start(reply('menu', menu))
    const { page, heard, close } = await handheld(browser, fixture, look)
    const all = screens.map(([name, shown]) => ({ name: `hh-${name}`, shown }))
    expect(await gallery(fixture, page, look, all, low)).toEqual({})
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })
})

/** What falls off the screen below, or is smaller than a gloved thumb. */
function low(): string[] {
  const found: string[] = []
  for (const one of document.querySelectorAll('main *')) {
    const box = one.getBoundingClientRect()
    if (box.width === 0 || getComputedStyle(one).visibility === 'hidden' || one.closest('svg, .hh-rows, .hh-shade + *')) continue
    if (box.bottom > innerHeight + 1) found.push(`falls off below: ${one.className} ${one.textContent?.slice(0, 30)}`)
  }
  for (const one of document.querySelectorAll('footer button')) {
    if (one.getBoundingClientRect().height < 56) found.push(`too small: ${one.textContent}`)
  }
  return found
}
