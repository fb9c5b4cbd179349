import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe } from '../axe'
import { launch, looks, shoot } from '../browser'
import { covered } from '../covered'
import { Fixture, reply } from './fixture'
import { goods } from './goods'
import { gallery } from './gallery'
import { handheld } from './hands'
import { asks, questions } from './questions'
import { carries, dispatches, longest, looks as seen, menu, picks, putbacks, puts, receives } from './walks'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const screens = [
  ['menu', reply('menu', menu)] as const,
  ...Object.entries(picks).map(([name, view]) => [`pick-${name}`, reply('pick', view, name.startsWith('wrong') ? 'wrong' : 'ok')] as const),
  ['flaw', reply('pick', picks.item!, 'wrong', { code: 'station.flaw.separator' })] as const,
  ['hint', { ...reply('pick', picks.item!), hint: { code: 'station.hint.layout_ru' } }] as const,
  ...Object.entries(receives).map(([name, view]) => [`receive-${name}`, reply('receive', view)] as const),
  ['receive-first-dock', reply('receive', receives.bin!, 'wrong', { code: 'receive.first_dock', args: { what: goods.mug.name } })] as const,
  ['receive-spoilt', reply('receive', receives.damaged!, 'attention', { code: 'receive.damaged', args: { qty: '1', of: '10' } })] as const,
  ...Object.entries(puts).map(([name, view]) => [`putaway-${name}`, reply('putaway', view)] as const),
  ...Object.entries(dispatches).map(([name, view]) => [`dispatch-${name}`, reply('dispatch', view)] as const),
  ...Object.entries(carries).map(([name, view]) => [`carry-${name}`, reply('carry', view)] as const),
  ...Object.entries(seen).map(([name, view]) => [`look-${name}`, reply('look', view, name === 'choose' ? 'attention' : 'ok')] as const),
  ['look-unknown', reply('look', seen.tote!, 'wrong', { code: 'look.unknown', args: { code: '1204883917' } })] as const,
  ['in-hand', reply('receive', receives.bin!, 'attention', { code: 'station.in_hand', args: { what: goods.mug.name, qty: '3' } })] as const,
  ...Object.entries(questions).map(([name, question]) => [`ask-${name}`, { ...reply('pick', picks.item!, 'attention', asks), question }] as const),
  ...Object.entries(putbacks).map(([name, view]) => [`putback-${name}`, reply('putback', view)] as const),
]

describe.each(looks.slice(0, 3))('handheld in $lang, $theme', (look) => {
  it('draws every step within the screen, axe clean, without a complaint', async () => {
    const fixture = await Fixture.start(reply('menu', menu))
    const { page, heard, close } = await handheld(browser, fixture, look)
    const all = screens.map(([name, shown]) => ({ name: `hh-${name}`, shown }))
    expect(await gallery(fixture, page, look, all, covered, small, broken)).toEqual({})
    expect(heard).toEqual([])
    await close()
    fixture.close()
  }, 180_000) // a hundred screens
})

describe('a handheld with more to say than its screen holds', () => {
  it('is axe clean with the longest words, scrolls to their last line, and says that there is more', async () => {
    const fixture = await Fixture.start(reply('menu', menu))
    const { page, heard, close } = await handheld(browser, fixture, looks[0])
    const all = longest.map(([name, shown]) => ({ name: `hh-long-${name}`, shown }))
    expect(await gallery(fixture, page, looks[0]!, all, covered, silent, broken)).toEqual({})
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })

  it('says so in the frame that shows the step, before any observer has spoken', async () => {
    const fixture = await Fixture.start(reply('menu', menu))
    const { page, context, close } = await handheld(browser, fixture)
    await context.addInitScript(() => {
      globalThis.ResizeObserver = globalThis.MutationObserver = class {
        observe() {}
        unobserve() {}
        disconnect() {}
        takeRecords() {
          return []
        }
      }
    })
    await page.reload()
    await page.waitForSelector('h1')
    fixture.show(longest[0]![1])
    await page.waitForSelector(`main[data-version="${fixture.version}"]`)
    expect(await page.locator('.hh-body.more[tabindex="0"]').count()).toBe(1)
    await close()
    fixture.close()
  })

  it('reads every step to its last line on half a screen', async () => {
    const fixture = await Fixture.start(reply('menu', menu))
    const { page, close } = await handheld(browser, fixture)
    await page.setViewportSize({ width: 360, height: 480 })
    const found: Record<string, string[]> = {}
    for (const [name, shown] of [...screens, ...longest]) {
      fixture.show(shown)
      await page.waitForSelector(`main[data-version="${fixture.version}"]`)
      await shoot(page, `hh-half-${name}`)
      const wrong = [...(await page.evaluate(covered)), ...(await page.evaluate(silent))]
      if (wrong.length > 0) found[name] = wrong
    }
    expect(found).toEqual({})
    await close()
    fixture.close()
  })
})

describe('goods that were taken in', () => {
  it.each(looks.slice(0, 3))('have their labels printed, as many as the thumb says, in $lang, $theme', async (look) => {
    const fixture = await Fixture.start(reply('receive', receives.typed!))
    const { page, heard, close } = await handheld(browser, fixture, look)
    const labels = page.locator('.hh-labels')
    await labels.click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('button', { name: '2', exact: true }).click()
    await sheet.getByRole('button', { name: '5', exact: true }).click()
    expect(await axe(page)).toEqual([])
    expect(await page.evaluate(covered)).toEqual([])
    await shoot(page, `hh-labels-${look.lang}-${look.theme}`)
    await sheet.getByRole('button', { name: '0', exact: true }).click()
    expect(await sheet.locator('.hh-primary').isDisabled()).toBe(true)
    await sheet.locator('.hh-keypad button').last().click()
    await sheet.locator('.hh-primary').click()
    await expect.poll(() => fixture.done.at(-1)).toMatchObject({ action: 'print', args: { copies: '25' } })
    await labels.click()
    await sheet.locator('.hh-secondary').click()
    await expect.poll(() => fixture.done.at(-1)).toMatchObject({ action: 'print', args: { copies: '40' } })
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })
})

/** A screen that scrolls and does not show it, though it had a second to. */
async function silent(): Promise<string[]> {
  const hides = () => {
    const body = document.querySelector('.hh-body')
    return body && body.scrollHeight > body.clientHeight + 1 && !body.matches('.more')
  }
  for (let frame = 0; frame < 60 && hides(); frame++) await new Promise(requestAnimationFrame)
  return hides() ? ['there is more below, and nothing says so'] : []
}

/** What is smaller than a gloved thumb. */
function small(): string[] {
  return [...document.querySelectorAll('footer button')].filter((one) => one.getBoundingClientRect().height < 56).map((one) => `too small: ${one.textContent}`)
}

/** Words that go on in the next line, and numbers; a code of one word longer than a line has no other way. */
function broken(): string[] {
  const found: string[] = []
  const texts = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement?.closest('svg, .code')) continue
    for (const { 0: word, index } of (text.nodeValue ?? '').matchAll(/[\p{L}\p{N}]+/gu)) {
      const of = document.createRange()
      of.setStart(text, index)
      of.setEnd(text, index + word.length)
      const lines = new Set([...of.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.top)))
      if (lines.size > 1) found.push(`broken in the middle: ${word}`)
    }
  }
  return found
}
